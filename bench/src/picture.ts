import { comparisonsOf, originOf, type Comparison } from './report.js';
import type { Results } from './results.js';

const [WIDTH, LEFT, ROW] = [860, 250, 20];
/** The scale runs from 0.01 to 100 with 1 in the middle. */
const DECADES = 2;
const x = (ratio: number): number =>
  LEFT + ((Math.log10(Math.min(Math.max(ratio, 0.01), 100)) + DECADES) / (2 * DECADES)) * (WIDTH - LEFT - 60);

/**
 * The ratios as bars from 1 on a logarithmic scale; the thin line spans the lowest to the highest round.
 */
export function pictureOf(results: Results): string {
  const parts: string[] = [];
  let y = 30;
  for (const comparison of comparisonsOf(results)) {
    parts.push(panel(comparison, y));
    y += ROW * (comparison.variants.length + 2);
  }
  const grid = [0.01, 0.1, 1, 10, 100].map(
    (ratio) =>
      `<line x1="${x(ratio)}" x2="${x(ratio)}" y1="20" y2="${y}" stroke="${ratio === 1 ? '#333' : '#ddd'}"/><text x="${x(ratio)}" y="14" text-anchor="middle">${ratio}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 20}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${[...grid, ...parts].join('\n')}
<text x="10" y="${y + 8}" font-size="8" fill="#666">${escaped(originOf(results))}</text>
</svg>
`;
}

function panel({ view, subject, variants }: Comparison, top: number): string {
  const title = `<text x="10" y="${top + 14}" font-weight="bold">${escaped(`${view.title}, ${subject}: ratio to ${view.to}`)}</text>`;
  return [
    title,
    ...variants.map(({ name, ratio }, i) => {
      const y = top + ROW * (i + 1);
      const [from, to] = [Math.min(x(1), x(ratio.median)), Math.max(x(1), x(ratio.median))];
      return (
        `<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${escaped(name)}</text>` +
        `<rect x="${from}" y="${y + 3}" width="${Math.max(1, to - from)}" height="${ROW - 6}" fill="${name.startsWith('this service') ? '#1f6f8b' : '#b8c4c9'}"/>` +
        `<line x1="${x(ratio.min)}" x2="${x(ratio.max)}" y1="${y + ROW / 2}" y2="${y + ROW / 2}" stroke="#333"/>` +
        `<text x="${Math.max(to, x(ratio.max)) + 6}" y="${y + 14}">${ratio.median.toPrecision(2)}</text>`
      );
    }),
  ].join('\n');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
