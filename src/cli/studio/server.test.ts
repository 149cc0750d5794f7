/** The server answers one user of this machine, about the runs it was given, and nobody else about anything. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studioServer } from './server.ts';
import { siteFiles } from './site.ts';

const secret = 'a secret of this machine';
const folder = mkdtempSync(join(tmpdir(), 'cask-studio-'));
const runs = join(folder, 'runs');
const hosts = new Set<string>();
const page = join(folder, 'page');
mkdirSync(page);
writeFileSync(join(page, 'index.html'), '<title>page</title>');
writeFileSync(join(page, 'sandbox.html'), '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">');
const site = siteFiles(page);
const { server, guard } = studioServer({ folders: [runs], site, hosts });
let port = 0;
let cookie = '';

const resolved = `[lattice]
extent = [4, 4]
[group]
name = "U(1)"
[action]
gauge = { kind = "plaquette", beta = 1.0 }
[sampler]
kind = "heatbath"
[schedule]
trajectories = 5
`;
const line = (trajectory: number) => `{"trajectory":${trajectory},"phase":"production","plaquette":0.5}\n`;

function makeRun(name: string): string {
  const run = join(runs, name);
  mkdirSync(join(run, 'configurations'), { recursive: true });
  writeFileSync(join(run, 'resolved.toml'), resolved);
  writeFileSync(join(run, 'log.jsonl'), line(1));
  writeFileSync(join(run, 'configurations', '00000001.lime'), 'links');
  return run;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(path: string, options: RequestOptions = {}, body = ''): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, ...options.headers };
    const asked = request({ host: '127.0.0.1', port, path, agent: false, ...options, headers }, response => {
      let text = '';
      response.setEncoding('latin1').on('data', piece => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
    });
    asked.on('error', reject).end(body);
  });
}

/** Bytes as they are, which `request` would not send. */
function raw(text: string): Promise<string> {
  return new Promise(resolve => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.setEncoding('latin1').on('data', piece => (answer += piece));
    socket.on('close', () => resolve(answer)).on('error', () => resolve(answer));
  });
}

/** The lines that arrive until `enough`. */
function follow(path: string, enough: (lines: string[], isGone: boolean) => boolean): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, agent: false, headers: { cookie } }, response => {
      let [rest, lines] = ['', [] as string[]];
      response.setEncoding('utf8').on('data', piece => {
        const events = (rest + piece).split('\n\n');
        rest = events.pop()!;
        for (const event of events) {
          const data = /^event: lines\ndata: (.*)$/.exec(event)?.[1];
          if (data) lines = lines.concat(JSON.parse(data));
          if (enough(lines, event.startsWith('event: gone'))) {
            resolve(lines);
            asked.destroy();
          }
        }
      });
    });
    asked.on('error', reject).end();
  });
}

const first = makeRun('first');

beforeAll(async () => {
  writeFileSync(join(folder, 'secret.txt'), secret);
  symlinkSync(join(folder, 'secret.txt'), join(first, 'configurations', '00000002.lime'));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  hosts.add(`127.0.0.1:${port}`).add(`localhost:${port}`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the token opens the page once, and gives a cookie that scripts cannot see', async () => {
  expect((await ask('/')).status).toBe(401);
  expect((await ask('/?token=wrong')).status).toBe(403);
  const entered = await ask(`/?token=${guard.token}`);
  expect(entered).toMatchObject({ status: 303, headers: { location: '/' } });
  const [given] = entered.headers['set-cookie']!;
  expect(given).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await ask(`/?token=${guard.token}`)).status).toBe(403);
  cookie = given.split(';')[0];
  expect(await ask('/')).toMatchObject({ status: 200, body: '<title>page</title>' });
});

describe('who is refused', () => {
  test('any other page, host, cookie and method', async () => {
    const own = `127.0.0.1:${port}`;
    for (const origin of [
      'http://evil.example',
      'null',
      `https://${own}`,
      'http://127.0.0.1:1',
      '',
      `http://${own}.evil.example`,
    ]) {
      expect([origin, (await ask('/api/runs', { headers: { origin } })).status]).toEqual([origin, 403]);
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port}.evil.example`,
      'localhost:1',
      `[::1]:${port}`,
    ]) {
      expect([host, (await ask('/api/runs', { headers: { host } })).status]).toEqual([host, 403]);
    }
    for (const wrong of ['', 'caskStudio=', 'caskStudio=guess', `caskStudio=${guard.token}`, cookie.slice(0, -1)]) {
      expect([wrong, (await ask('/api/runs', { headers: { cookie: wrong } })).status]).toEqual([wrong, 401]);
    }
    expect((await ask('/api/runs', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      expect([method, (await ask('/api/runs', { method })).status]).toEqual([method, 405]);
    }
  });

  test('bodies, endless headers and endless addresses', async () => {
    expect((await ask('/api/runs', { headers: { 'content-length': '4' } }, 'body')).status).toBe(400);
    expect((await ask(`/${'a'.repeat(4000)}`)).status).toBe(414);
    expect(await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431/,
    );
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  });

  test('no answer opens the door to other sites or makes text into code', async () => {
    for (const path of ['/', '/api/runs', '/nothing']) {
      const { headers } = await ask(path);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['content-security-policy']).toContain("'wasm-unsafe-eval'");
      expect(headers['content-security-policy']).not.toContain("'unsafe-eval'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

test('the frame of the code panel loads nothing, has an origin of its own, and stands in this page alone', async () => {
  const { headers } = await ask('/sandbox.html');
  expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox allow-scripts; frame-ancestors 'self'");
  expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  expect((await ask('/')).headers['x-frame-options']).toBe('DENY');
});

/** Ways out of a folder, in many spellings. */
function escapes(id: string): string[] {
  const steps = ['..', '%2e%2e', '%252e%252e', '.%2e', '%c0%ae%c0%ae', '..%00', '....', '%u002e%u002e', '．．', '..;'];
  const slashes = ['/', '\\', '%2f', '%5c', '%252f', '//', '/./'];
  const ends = ['secret.txt', 'etc/passwd', 'secret.txt%00.lime', 'secret.txt?x=/00000001.lime'];
  const starts = ['/', `/api/runs/${id}/configurations/`, `/api/runs/${id}/`, '/assets/', '/api/runs/'];
  const ways = steps.flatMap(step => slashes.map(slash => `${step}${slash}`.repeat(3)));
  const climbs = starts.flatMap(start => ways.flatMap(way => ends.slice(0, 2).map(end => `${start}${way}${end}`)));
  const absolute = [
    '/etc/passwd',
    '//etc/passwd',
    'C:\\secret.txt',
    '\\\\server\\share\\secret.txt',
    'file:///etc/passwd',
    join(folder, 'secret.txt'),
  ];
  return [
    ...climbs,
    ...absolute,
    ...absolute.map(path => `/api/runs/${id}/configurations/${encodeURIComponent(path)}`),
    ...ends.map(end => `/${end}`),
  ];
}

test('no spelling of a path leads out of the runs', async () => {
  const [{ id }] = JSON.parse((await ask('/api/runs')).body) as { id: string }[];
  const corpus = escapes(id);
  expect(corpus.length).toBeGreaterThan(500);
  const found: string[] = [];
  for (const path of corpus) {
    const answer = await raw(
      `GET ${path.replaceAll(' ', '%20')} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    );
    if (/^HTTP\/1\.1 200/.test(answer) || answer.includes(secret) || answer.includes('root:')) found.push(path);
  }
  expect(found).toEqual([]);
  // A link in the folder that leads out of it is no file of the run; the file beside it is.
  expect((await ask(`/api/runs/${id}/configurations/1`)).status).toBe(404);
  expect(await ask(`/api/runs/${id}/configurations/0`)).toMatchObject({ status: 200, body: 'links' });
});

test('runs are listed, read and followed by many at once', async () => {
  const run = makeRun('followed');
  const list = JSON.parse((await ask('/api/runs')).body) as { id: string; name: string }[];
  expect(list).toContainEqual(expect.objectContaining({ name: 'followed', theory: expect.stringContaining('U(1)') }));
  const { id } = list.find(({ name }) => name === 'followed')!;
  expect((await ask(`/api/runs/${id}/file`)).body).toBe(resolved);
  const clients = Array.from({ length: 50 }, () => follow(`/api/runs/${id}/log`, lines => lines.length >= 3));
  await new Promise(done => setTimeout(done, 100));
  appendFileSync(join(run, 'log.jsonl'), `${line(2)}${line(3)}`);
  const expected = [1, 2, 3].map(number => line(number).trimEnd());
  expect(await Promise.all(clients)).toEqual(clients.map(() => expected));
});

test('a run that vanishes while it is followed ends the stream, and the server goes on', async () => {
  const run = makeRun('vanishing');
  const list = JSON.parse((await ask('/api/runs')).body) as { id: string; name: string }[];
  const { id } = list.find(({ name }) => name === 'vanishing')!;
  const followed = follow(`/api/runs/${id}/log`, (_, isGone) => isGone);
  await new Promise(done => setTimeout(done, 100));
  rmSync(run, { recursive: true });
  expect(await followed).toEqual([line(1).trimEnd()]);
  expect((await ask(`/api/runs/${id}/file`)).status).toBe(404);
  expect((await ask('/api/runs')).status).toBe(200);
});

test('of a long log evenly spaced lines are sent, from its beginning to its end', async () => {
  const run = makeRun('long');
  writeFileSync(join(run, 'log.jsonl'), Array.from({ length: 200_000 }, (_, k) => line(k + 1)).join(''));
  const list = JSON.parse((await ask('/api/runs')).body) as { id: string; name: string }[];
  const { id } = list.find(({ name }) => name === 'long')!;
  const isLast = (text: string | undefined) => text !== undefined && JSON.parse(text).trajectory > 200_000 - 8;
  const lines = await follow(`/api/runs/${id}/log`, found => isLast(found.at(-1)));
  const numbers = lines.map(text => JSON.parse(text).trajectory as number);
  expect(numbers[0]).toBe(1);
  expect(numbers.length).toBeLessThan(40_000);
  expect(new Set(numbers.slice(1).map((number, k) => number - numbers[k])).size).toBe(1);
});
