/** What the server of `cask studio` says of runs. */
import { type Logged, recordOfLine } from '../../../src/simulation/log/index.ts';

export interface ServedRun {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly theory: string;
  readonly standing: string;
  readonly changed: number;
  readonly logBytes: number;
  readonly hasReport: boolean;
}

/** Whether this page comes from `cask studio`. */
export const isServed = () => document.querySelector<HTMLElement>('#studio')?.dataset.runs === 'yes';

async function asked(path: string): Promise<Response> {
  const response = await fetch(`./api/runs${path}`);
  if (response.ok) return response;
  throw new Error((await response.text()).trim());
}

export const servedRuns = async (): Promise<ServedRun[]> => (await asked('')).json();
export const runFileOf = async (id: string): Promise<string> => (await asked(`/${id}/file`)).text();
export const configurationsOf = async (id: string): Promise<string[]> => (await asked(`/${id}/configurations`)).json();
export const configurationOf = async (id: string, k: number): Promise<ArrayBuffer> =>
  (await asked(`/${id}/configurations/${k}`)).arrayBuffer();
export const reportAddress = (id: string) => `./api/runs/${id}/report`;

/** Records of a log as it grows. @returns ends it */
export function followLog(id: string, hear: (records: readonly Logged[]) => void, gone: () => void): () => void {
  const source = new EventSource(`./api/runs/${id}/log`);
  source.addEventListener('lines', event => hear((JSON.parse(event.data) as string[]).flatMap(recordIn)));
  source.addEventListener('gone', () => {
    source.close();
    gone();
  });
  return () => source.close();
}

/** A damaged line has no record; `cask analyse` says so. */
function recordIn(line: string): Logged[] {
  try {
    const { crc32: _, ...record } = recordOfLine(line) as Logged & { crc32?: string };
    return [record];
  } catch {
    return [];
  }
}
