/** Every kernel of this room, on every machine; and every adjoint is the derivative. */
import { testEveryKernelOf } from '../../test/expect/everyKernel.ts';

await testEveryKernelOf('spin');
