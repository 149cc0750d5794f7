/** The other half of the kernels of this room, on every machine; and every adjoint is the derivative. */
import { testEveryKernelOf } from '../../test/expect/everyKernel.ts';

await testEveryKernelOf('fermion', [1, 2]);
