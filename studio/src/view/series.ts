/** A number along the run as it grows, with the band of its running estimate. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { words } from '../words.ts';
import type { DrawnPlot } from './plot.ts';
import type { Points } from './trace.ts';

export interface SeriesView {
  readonly element: HTMLElement;
  draw(trace: Points, estimate: Band | undefined): void;
  /** Colours anew. */
  restyle(): void;
  dispose(): void;
}

export interface Band {
  readonly mean: number;
  readonly error: number;
  /** The first trajectory that counts. */
  readonly from: number;
}

const height = 220;
/** Below this share of the values themselves what moves is rounding. */
const narrowest = 1e-12;

/** What counts sets the scale: a start from far away would press the rest into a line. */
function reach(whole: readonly [number, number], trace: Points | undefined, band: Band | undefined): [number, number] {
  let [least, most] = whole;
  const counted = trace && band ? trace.ys.filter((_, k) => trace.xs[k] >= band.from) : [];
  if (counted.length >= 8) {
    const [from, to] = [Math.min(...counted), Math.max(...counted)];
    const isFlat = to - from <= narrowest * Math.max(Math.abs(from), Math.abs(to));
    if (most - least > 2.5 * (to - from) && !isFlat) [least, most] = [from, to];
  }
  const size = Math.max(Math.abs(least), Math.abs(most));
  const margin = Math.max(0.08 * (most - least), most - least <= narrowest * size ? 0.01 * size : 0, 1e-9);
  return [least - margin, most + margin];
}

/** The same as a file. Without points there is none. */
export async function seriesFile(name: string, { xs, ys }: Points, band?: Band): Promise<DrawnPlot | undefined> {
  if (xs.length === 0) return undefined;
  const { plot } = await import('./plot.ts');
  const yRange = reach([Math.min(...ys), Math.max(...ys)], { xs, ys }, band);
  const inside = (y: number) => Math.min(Math.max(y, yRange[0]), yRange[1]);
  return plot({
    ...{ caption: name, xLabel: words.trajectories, yLabel: name, yRange, band },
    curves: [{ points: xs.map((x, k) => ({ x, y: inside(ys[k]) })), isLine: true }],
  });
}

export function seriesView(label: string): SeriesView {
  const element = document.createElement('div');
  element.className = 'series';
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', label);
  let band: Band | undefined;
  let last: Points | undefined;
  let plot: uPlot | undefined;
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const make = () => {
    plot?.destroy();
    const axis = { stroke: colour('--soft'), grid: { stroke: colour('--faint'), width: 1 }, ticks: { show: false } };
    const font = '12px system-ui, sans-serif';
    plot = new uPlot(
      {
        width: Math.max(element.clientWidth, 200),
        height,
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        scales: { x: { time: false }, y: { range: (_, low, high) => reach([low, high], last, band) } },
        axes: [
          { ...axis, font, size: 30 },
          { ...axis, font, size: 62 },
        ],
        series: [{}, { stroke: colour('--curve0'), width: 1.2, points: { show: false } }],
        hooks: { drawClear: [drawBand] },
      },
      [[], []],
      element,
    );
  };
  const drawBand = (u: uPlot) => {
    if (!band) return;
    const [left, right] = [u.valToPos(Math.max(band.from, u.scales.x.min ?? 0), 'x', true), u.bbox.left + u.bbox.width];
    const [top, bottom] = [band.mean + band.error, band.mean - band.error].map(y => u.valToPos(y, 'y', true));
    u.ctx.save();
    u.ctx.fillStyle = colour('--band');
    u.ctx.globalAlpha = 0.4;
    u.ctx.fillRect(left, top, right - left, Math.max(bottom - top, 2));
    u.ctx.restore();
  };
  const resized = new ResizeObserver(() => plot?.setSize({ width: Math.max(element.clientWidth, 200), height }));
  resized.observe(element);
  return {
    element,
    draw(trace, estimate) {
      if (!plot && element.isConnected) make();
      band = estimate;
      last = trace;
      plot?.setData([trace.xs as number[], trace.ys as number[]]);
    },
    restyle() {
      if (!plot) return;
      make();
      if (last) plot.setData([last.xs as number[], last.ys as number[]]);
    },
    dispose() {
      resized.disconnect();
      plot?.destroy();
    },
  };
}
