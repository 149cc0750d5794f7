/** The package as the registry would hand it out, installed into an empty project. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** @returns the files of the package */
export function installPacked(project: string): string[] {
  const output = (folder: string, ...options: string[]) =>
    execFileSync('npm', options, { cwd: folder, encoding: 'utf8' });
  const report = output(repository, 'pack', '--json', '--silent', '--pack-destination', project);
  const [tarball] = JSON.parse(report.slice(report.search(/^\[/m))) as [
    { filename: string; files: { path: string }[] },
  ];
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }));
  output(project, 'install', '--prefer-offline', '--no-audit', '--no-fund', join(project, tarball.filename));
  return tarball.files.map(({ path }) => path);
}
