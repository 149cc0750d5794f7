/** Figures, pages, texts and tables of analyses. */

export { figureKinds, figuresOf, type Plotted } from './figures/index.ts';
export { band, line, type MeasuredPoint, marker, measured } from './figures/marks.ts';
export { drawing, type Figure, type FrameOptions, standalone } from './frame.ts';
export { columnsOf, named, numbersOf } from './numbers.ts';
export { type ExportedTexts, observablesTable } from './observablesTable.ts';
export { type PageContent, page, type ReportContent, report } from './page.ts';
export type { Point } from './points.ts';
export { padded, rangeOf } from './scale.ts';
export { figureStyle } from './style.ts';
export { estimateRows } from './tables.ts';
