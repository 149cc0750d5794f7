/** Eigenvalues by the system's LAPACK: zheevd, through koffi. */
import type { HermitianSolver } from '../../kernel/index.ts';

/** Tried in this order; OpenBLAS brings a LAPACK of its own. */
const usualLibraries =
  process.platform === 'darwin'
    ? ['libopenblas.dylib', '/System/Library/Frameworks/Accelerate.framework/Accelerate']
    : ['libopenblas.so.0', 'libopenblas.so', 'liblapack.so.3'];

type Zheevd = (...args: (string | Int32Array | Float64Array)[]) => void;

/**
 * @param libraries names or paths to try in turn
 * @throws in a sentence if koffi or the library is missing
 */
export async function lapackSolver(
  size: number,
  libraries: readonly string[] = usualLibraries,
): Promise<HermitianSolver> {
  const { library, zheevd } = await load(libraries);
  const stride = size;
  const [re, im] = [new Float64Array(size * size), new Float64Array(size * size)];
  const vectors = { re: new Float64Array(size * size), im: new Float64Array(size * size) };
  const matrix = new Float64Array(2 * size * size);
  const eigenvalues = new Float64Array(size);
  const n = Int32Array.of(size);
  const info = new Int32Array(1);

  const room = (job: 'N' | 'V') => {
    const [work, rwork, iwork] = [new Float64Array(2), new Float64Array(1), new Int32Array(1)];
    const ask = Int32Array.of(-1);
    zheevd(job, 'L', n, matrix, n, eigenvalues, work, ask, rwork, ask, iwork, ask, info);
    const lengths = [work[0], rwork[0], iwork[0]];
    return {
      work: new Float64Array(2 * lengths[0]),
      rwork: new Float64Array(lengths[1]),
      iwork: new Int32Array(lengths[2]),
      lwork: Int32Array.of(lengths[0]),
      lrwork: Int32Array.of(lengths[1]),
      liwork: Int32Array.of(lengths[2]),
    };
  };
  const rooms = { N: room('N'), V: room('V') };

  const solve = (job: 'N' | 'V', out: Float64Array) => {
    for (let j = 0; j < size; j++) {
      for (let i = j; i < size; i++) {
        const at = j * size + i;
        if (!Number.isFinite(re[at] + im[at])) {
          throw new Error(
            `Eigenvalues are wanted of a matrix with the element ${re[at]} + ${im[at]}i; it has to be finite.`,
          );
        }
        matrix[2 * at] = re[at];
        matrix[2 * at + 1] = im[at];
      }
    }
    const { work, lwork, rwork, lrwork, iwork, liwork } = rooms[job];
    zheevd(job, 'L', n, matrix, n, eigenvalues, work, lwork, rwork, lrwork, iwork, liwork, info);
    if (info[0] !== 0) throw new Error(`zheevd of ${library} gave up with info = ${info[0]}; use the solver "own".`);
    out.set(eigenvalues);
  };
  return {
    name: `LAPACK (${library})`,
    size,
    stride,
    re,
    im,
    vectors,
    values: out => solve('N', out),
    eigen(out) {
      solve('V', out);
      for (let k = 0; k < size * size; k++) {
        vectors.re[k] = matrix[2 * k];
        vectors.im[k] = matrix[2 * k + 1];
      }
    },
  };
}

async function load(libraries: readonly string[]): Promise<{ library: string; zheevd: Zheevd }> {
  const koffi = await import('koffi').then(
    found => found.default,
    () => {
      throw new Error(
        'The system’s LAPACK is called through the package koffi, which is not installed: npm install koffi.',
      );
    },
  );
  for (const name of libraries) {
    try {
      const integers = 'int *';
      const zheevd = koffi
        .load(name)
        .func('zheevd_', 'void', [
          ...['str', 'str', integers, 'void *', integers, 'double *', 'void *', integers],
          ...['double *', integers, integers, integers, integers],
        ]);
      return { library: name, zheevd };
    } catch {
      // The next name.
    }
  }
  throw new Error(`No LAPACK was found; looked for ${libraries.join(', ')}. Use the solver "own".`);
}
