// The programs of examples/ as a user of the package has them: dist/examples/, importing 'cask-lqcd'.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const [from, to] = [new URL('../examples/', import.meta.url), new URL('../dist/examples/', import.meta.url)];

mkdirSync(to, { recursive: true });
for (const name of readdirSync(from).filter(file => file.endsWith('.ts'))) {
  const text = readFileSync(new URL(name, from), 'utf8')
    .replaceAll("'../src/index.ts'", "'cask-lqcd'")
    .replaceAll(/'\.\.\/src\/([\w/]+)\/index\.ts'/g, "'cask-lqcd/$1'")
    .replaceAll('examples/', '')
    .replaceAll(/^\/\/ In a project of your own.*\n/gm, '');
  const left = /'\.\.\/src\/[^']*'/.exec(text);
  if (left !== null) throw new Error(`examples/${name} imports ${left[0]}; expected the index of a room.`);
  writeFileSync(new URL(name, to), text);
}
