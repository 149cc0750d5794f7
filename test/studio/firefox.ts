/** A Firefox of the system, driven by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/) over a socket. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const executable = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
export const hasFirefox = executable !== undefined;

export interface FirefoxPage {
  readonly browser: string;
  /** Opens an address in place of the page, once it is loaded. */
  goto(address: string): Promise<void>;
  /** Runs a function without arguments on the page, and waits for what it promises: a text. */
  evaluate(run: () => string | Promise<string>): Promise<string>;
  close(): Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly message?: string;
  readonly result: Record<string, never>;
}

const startTime = 90_000;

/** @param preload runs before every page */
export async function openFirefox(preload: () => void): Promise<FirefoxPage> {
  const profile = mkdtempSync(join(tmpdir(), 'cask-firefox-'));
  const options = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'];
  const program = spawn(executable!, options, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise(resolve => program.once('exit', resolve));
  const socket = new WebSocket(`${await addressOf(program)}/session`);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('Firefox refuses the socket of WebDriver BiDi.'));
  });
  const asked = new Map<number, (answer: Answer) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data as string) as Answer;
    if (answer.id !== undefined) asked.get(answer.id)?.(answer);
  };
  let count = 0;
  const say = async <Result>(method: string, params: object): Promise<Result> => {
    const id = ++count;
    const { type, message, result } = await new Promise<Answer>(resolve => {
      asked.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    if (type === 'error') throw new Error(`${method}: ${message}`);
    return result as Result;
  };
  const { capabilities } = await say<{ capabilities: Record<'browserName' | 'browserVersion', string> }>(
    'session.new',
    { capabilities: {} },
  );
  const { contexts } = await say<{ contexts: { context: string }[] }>('browsingContext.getTree', {});
  const [{ context }] = contexts;
  await say('script.addPreloadScript', { functionDeclaration: String(preload) });
  return {
    browser: `${capabilities.browserName} ${capabilities.browserVersion}`,
    goto: url => say('browsingContext.navigate', { context, url, wait: 'complete' }),
    async evaluate(run) {
      const found = await say<{
        result?: { value: string };
        exceptionDetails?: { text: string };
      }>('script.callFunction', { functionDeclaration: String(run), target: { context }, awaitPromise: true });
      if (!found.result) throw new Error(found.exceptionDetails?.text);
      return found.result.value;
    },
    async close() {
      await say('browser.close', {}).catch(() => program.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Where the program listens, as it says itself. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`Firefox does not listen after ${startTime / 1000} s: ${said}`)), startTime);
    stderr!.on('data', text => {
      said += text;
      const found = /BiDi listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
  });
}
