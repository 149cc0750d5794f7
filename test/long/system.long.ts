/** The laws of chains of test/laws/system.test.ts on longer ones. Fixed seeds. */
import { chainLaws } from '../laws/chainLaws.fixture.ts';
import { chainOf, exactChain, twoColours } from '../laws/system.fixture.ts';

const system = twoColours();
const thermal = chainOf(exactChain(system), system.cold, 150).u;

chainLaws(system, thermal, { hybrid: 600, heavier: 600, attention: 150 });
