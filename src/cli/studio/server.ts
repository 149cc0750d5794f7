/** The server of `cask studio`: the page, and the runs of some folders, read-only, to one user of this machine. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Follower, follower } from './follower.ts';
import { type Guard, guardOf, tokenIn } from './guard.ts';
import { configurationsOf, fileIn, type KnownRun, lineOf, runsBelow } from './runs.ts';
import type { SiteFile } from './site.ts';

export interface StudioServer {
  readonly server: Server;
  readonly guard: Guard;
}

/** Headers of every answer. WebAssembly is compiled, nothing else is made into code. */
const always = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
    "worker-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

/** A report is somebody's file: it may look as it likes, and do nothing. */
const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";
const mostConnections = 256;
const pulseTime = 15_000;

export interface StudioOptions {
  readonly folders: readonly string[];
  readonly site: ReadonlyMap<string, SiteFile>;
  /** Names under which the server is known, with ports; asked once it listens. */
  readonly hosts: ReadonlySet<string>;
}

/** What is sent back: bytes, a file as a stream, or a log that is followed. */
interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: Buffer | string;
  readonly file?: string;
  readonly followed?: Follower;
}

export function studioServer({ folders, site, hosts }: StudioOptions): StudioServer {
  const guard = guardOf(hosts);
  const followers = new Map<string, Follower>();
  const followerOf = ({ id }: KnownRun, path: string): Follower => {
    const held = followers.get(id) ?? follower(path, () => followers.delete(id));
    followers.set(id, held);
    return held;
  };

  const answerTo = (request: IncomingMessage): Answer => {
    const refusal = guard.refusal(request);
    if (refusal) return { ...text(refusal.status, refusal.sentence), headers: { ...plain, Connection: 'close' } };
    const { url = '/' } = request;
    const token = tokenIn(url);
    if (token !== undefined) return entrance(guard.cookieFor(token));
    const file = site.get(url);
    if (file) return { content: file.content, headers: { 'Content-Type': file.type, ...framed(file) } };
    const asked = /^\/api\/runs(?:\/([0-9a-f]{16})\/(file|log|report|configurations)(?:\/(\d{1,9}))?)?$/.exec(url);
    if (!asked) return text(404, 'There is no such page here.');
    const [, id, what, number] = asked;
    const runs = runsBelow(folders);
    if (id === undefined) return json(runs.map(lineOf).filter(line => line !== undefined));
    const run = runs.find(known => known.id === id);
    if (!run) return text(404, 'This run is no longer there.');
    return runAnswer(run, what, number) ?? text(404, `${run.name} has no such file.`);
  };

  const runAnswer = (run: KnownRun, what: string, number: string | undefined): Answer | undefined => {
    if (what === 'configurations') {
      const names = configurationsOf(run);
      if (number === undefined) return json(names);
      const name = names[Number(number)];
      const path = name === undefined ? undefined : fileIn(run, `configurations/${name}`);
      return path === undefined ? undefined : { file: path, headers: { 'Content-Type': 'application/octet-stream' } };
    }
    const path = fileIn(run, { file: 'resolved.toml', log: 'log.jsonl', report: 'report.html' }[what]!);
    if (path === undefined || number !== undefined) return undefined;
    if (what === 'log') return { followed: followerOf(run, path) };
    if (what === 'file') return { content: readFileSync(path), headers: plain };
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': reportPolicy };
    return { content: readFileSync(path), headers };
  };

  const options = { maxHeaderSize: 8192, requestTimeout: 10_000, headersTimeout: 10_000 };
  const server = createServer(options, (request, response) => {
    request.resume();
    try {
      write(answerTo(request), response);
    } catch {
      if (response.headersSent) response.destroy();
      else write(text(404, 'This file cannot be read any more.'), response);
    }
  });
  server.maxConnections = mostConnections;
  return { server, guard };
}

/** A file with a policy of its own may be a frame of the page. */
const framed = ({ policy }: SiteFile): Record<string, string> =>
  policy === undefined ? {} : { 'Content-Security-Policy': policy, 'X-Frame-Options': 'SAMEORIGIN' };

/** The first page: a cookie takes the place of the token, which leaves the address. */
function entrance(cookie: string | undefined): Answer {
  if (cookie === undefined) return text(403, 'This address was used before; start "cask studio" again.');
  return { status: 303, headers: { 'Set-Cookie': cookie, Location: '/' }, content: '' };
}

const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
const text = (status: number, sentence: string): Answer => ({ status, content: `${sentence}\n`, headers: plain });
const json = (value: unknown): Answer => ({
  content: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
});

function write({ status = 200, headers = {}, content = '', file, followed }: Answer, response: ServerResponse): void {
  if (followed) {
    events(followed, response);
  } else if (file !== undefined) {
    response.writeHead(status, { ...always, 'Content-Length': statSync(file).size, ...headers });
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  } else {
    response.writeHead(status, { ...always, 'Content-Length': Buffer.byteLength(content), ...headers }).end(content);
  }
}

/** Server-sent events: `lines` with some lines of the log, `gone` when there are no more. */
function events(source: Follower, response: ServerResponse): void {
  response.writeHead(200, { ...always, 'Content-Type': 'text/event-stream' });
  const pulse = setInterval(() => response.write(': \n\n'), pulseTime);
  const leave = source.follow(lines => {
    if (lines === undefined) {
      response.end('event: gone\ndata: \n\n');
      return;
    }
    for (let start = 0; start < lines.length; start += linesAtOnce) {
      response.write(`event: lines\ndata: ${JSON.stringify(lines.slice(start, start + linesAtOnce))}\n\n`);
    }
  });
  response.on('close', () => {
    clearInterval(pulse);
    leave();
  });
}

const linesAtOnce = 2000;
