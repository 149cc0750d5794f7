import { describe, expect, test } from 'vitest';
import { goodFile, logRecord, resolvedFrom } from '../../test/cli/samples.ts';
import { analysisOf } from '../analysis/result/estimates.ts';
import { summarise } from '../analysis/result/summary.ts';
import type { Provenance } from '../runfile/provenance.ts';
import type { LogRecord } from '../simulation/driver.ts';
import { page as pageOf, report } from './page.ts';

const provenance: Provenance = {
  program: 'cask',
  version: '0.1.0',
  node: '24.0.0',
  platform: 'linux x64',
  machine: 'js',
  seed: 7,
  started: '2026-01-01T00:00:00.000Z',
};

function reportOf(records: readonly LogRecord[], title = 'a sample'): string {
  const resolved = { ...resolvedFrom(goodFile), title };
  return report({
    resolved,
    echo: 'seed = 7 # <&>',
    analysed: analysisOf(records, resolved),
    summary: summarise(records, resolved, 'complete'),
    provenance,
  });
}

const fullLog = [
  ...Array.from({ length: 5 }, (_, i) => logRecord(i + 1, 'thermalise')),
  ...Array.from({ length: 20 }, (_, i) => logRecord(i + 6, 'train', { loss: 20 - i })),
  ...Array.from({ length: 40 }, (_, i) =>
    logRecord(i + 26, 'production', {
      plaquette: 0.7 + 0.01 * Math.sin(i),
      polyakovLoop: 0.8,
      chiralCondensate: 0.42,
      deltaH: 0.1 * i,
    }),
  ),
];

describe('report', () => {
  const page = reportOf(fullLog);

  test('needs nothing from elsewhere', () => {
    expect(page).not.toMatch(/https?:|\/\/|<script|<link|<img|<iframe|@import|url\(/i);
  });

  test('has a figure for every history and distribution, each with axes and a caption', () => {
    const figures = page.match(/<figure>.*?<\/figure>/gs)!;
    const begin = figures.map(
      figure => /<figcaption>(.*?)( of the plaquette;| along the run|, running|;| over 40)/.exec(figure)![1],
    );
    expect(begin).toEqual([
      ...['plaquette', 'Polyakov loop', 'chiral condensate', 'Acceptance', 'loss', 'Autocorrelation'],
      ...['Distribution of ΔH', 'Distribution of plaquette', 'Distribution of Polyakov loop'],
      'Distribution of chiral condensate',
    ]);
    for (const figure of figures) {
      expect(figure).toMatch(/<figcaption>.*SU\(2\), 4×4×4×4, β = 2.7, 4 flavours of m = 0.3, SLHMC/s);
      expect(figure.match(/class="label"/g)).toHaveLength(2);
      expect(figure.match(/class="grid"/g)!.length).toBeGreaterThan(4);
    }
    expect(page.match(/class="border"/g)!.length).toBeGreaterThanOrEqual(5);
  });

  test('tells what speaks against the numbers', () => {
    expect(page).toMatch(/<li class="careful">Careful: /);
  });

  test('of replicas, histories are small frames of one scale, one for each', () => {
    const records = (shift: number) =>
      Array.from({ length: 30 }, (_, i) => logRecord(i + 1, 'production', { plaquette: shift + 0.01 * Math.sin(i) }));
    const resolved = resolvedFrom(goodFile);
    const plotted = [0.5, 0.6, 0.7].map((shift, k) => ({ name: `r${k}`, ...analysisOf(records(shift), resolved) }));
    const several = pageOf({
      ...{ title: '', opening: '', tables: [], diagnostics: [], echo: '', closing: '' },
      plotted,
    });
    const [small] = several.match(/<div class="multiples">.*?<figcaption>[^<]*plaquette along the run/gs)!;
    const frames = small.split('<svg ').slice(1);
    expect(frames).toHaveLength(3);
    expect([...small.matchAll(/<div>(r\d)/g)].map(([, name]) => name)).toEqual(['r0', 'r1', 'r2']);
    const ticks = frames.map(frame => [...frame.matchAll(/text-anchor="end"[^>]*>([^<]+)</g)].map(([, tick]) => tick));
    expect(ticks[1]).toEqual(ticks[0]);
    expect(ticks[2]).toEqual(ticks[0]);
    const curves = frames.map(frame => frame.match(/<polyline class="curve curve\d/g));
    expect(curves.map(found => found?.length)).toEqual([1, 1, 1]);
  });

  test('holds only finite coordinates', () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('opens and closes every element', () => {
    const open: string[] = [];
    for (const [, closing, name] of page
      .replace(/<(?:!doctype|meta)[^>]*>/g, '')
      .matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
      if (closing === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  test('shows estimates, the reference and the training', () => {
    expect(page).toContain('<td>Polyakov loop</td>');
    expect(page).toContain('arXiv:2103.11965');
    expect(page).toContain('<td>loss</td><td>17.0</td><td>4.00</td>');
  });

  test('escapes what the user wrote', () => {
    const rude = reportOf(fullLog, '<script>alert("1")</script> & co');
    expect(rude).not.toContain('<script');
    expect(rude).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; co');
    expect(rude).toContain('seed = 7 # &lt;&amp;&gt;');
  });

  test('can be written of a run that did nothing, or very little', () => {
    expect(reportOf([])).not.toContain('<figure>');
    expect(reportOf([logRecord(1, 'production')])).toContain('<figure>');
  });
});
