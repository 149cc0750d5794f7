/** Figures, pages, texts and tables of analyses. */

export { figureKinds } from './figures/index.ts';
export { type FrameOptions, standalone } from './frame.ts';
export { type ExportedTexts, observablesTable } from './observablesTable.ts';
export { type PageContent, page, type ReportContent, report } from './page.ts';
