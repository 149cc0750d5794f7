/** Every kernel of the rooms that have no test of this name, on every machine; and every adjoint is the derivative. */
import { testEveryKernelOf } from '../../test/expect/everyKernel.ts';

await testEveryKernelOf('kernel');
