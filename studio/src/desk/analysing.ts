/** A run in memory, analysed and drawn like a run folder: the figures are those of the report. */
import { type Analysis, analyse, columnBuilder, diagnose, diagnosticLine } from '../../../src/analysis/index.ts';
import { tableToCsv } from '../../../src/files/index.ts';
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { drawing, type Figure, figureStyle, figuresOf, numbersOf, standalone } from '../../../src/report/index.ts';
import { type Resolved, runFromText, theoryLine } from '../../../src/runfile/index.ts';
import type { Logged } from '../../../src/simulation/log/index.ts';
import type { Analysed } from './protocol.ts';

export interface AnalysedRun {
  add(records: readonly Logged[]): void;
  analysed(): Analysed | undefined;
  /** A figure of the last analysis as a file. */
  file(figure: number, as: 'svg' | 'csv'): string;
}

/** Figures of a page beside others; narrower than those of a report. */
const size = { width: 440, height: 240 };
/** A page that runs for hours keeps the last trajectories only. */
const mostTrajectories = 200_000;

export function analysedRun(text: string): AnalysedRun {
  const { resolved } = runFromText('run', text);
  let builder = columnBuilder();
  let figures: Figure[] = [];
  return {
    add(records) {
      if (builder.columns.trajectories.length + records.length > mostTrajectories) builder = columnBuilder();
      for (const record of records) {
        const [problem] = builder.add(record);
        if (problem !== undefined) throw new Error(`The log cannot be analysed: ${problem}.`);
      }
    },
    analysed() {
      if (builder.columns.trajectories.length === 0) return undefined;
      const run = { resolved, columns: builder.columns, facts: {} };
      const analysis = analyse([run]);
      const sections = figuresOf([{ name: 'run', run, analysis }]);
      figures = sections.flatMap(section => section.figures.map(options => ({ ...options, ...size })));
      const drawn = sections.flatMap(({ heading, figures: own }) => own.map(({ caption }) => ({ heading, caption })));
      return {
        trajectories: analysis.trajectories[0],
        from: Number.isFinite(analysis.from[0]) ? analysis.from[0] : 0,
        estimates: estimatesOf(analysis),
        remarks: analysis.trajectories[0] < 20 ? [] : diagnose([run], analysis).map(diagnosticLine),
        figures: drawn.map((figure, k) => ({
          ...figure,
          caption: withoutTheory(figure.caption, resolved),
          svg: drawing(figures[k], {}, figureStyle),
        })),
      };
    },
    file: (figure, as) => (as === 'svg' ? standalone(figures[figure]) : tableToCsv(numbersOf(figures[figure]))),
  };
}

function estimatesOf({ scalars, derived }: Analysis): Analysed['estimates'] {
  return [...scalars, ...derived].map(({ name, title, role, estimate }) => ({
    ...{ name, title, role },
    shown: formatEstimate(estimate),
    ...{ mean: estimate.mean, error: estimate.error, tauInt: estimate.tauInt },
  }));
}

/** Captions end with the theory, which stands on top of this page. */
function withoutTheory(caption: string, run: Resolved): string {
  const at = caption.lastIndexOf(`. ${theoryLine(run).split(',')[0]},`);
  return at < 0 ? caption : caption.slice(0, at + 1);
}
