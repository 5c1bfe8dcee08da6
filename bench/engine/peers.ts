import type { Contender } from "./contender.ts";
import { bufbuild, bufbuildWrapped } from "./contenders/bufbuild.ts";
import { celJs } from "./contenders/cel-js.ts";
import { jsonLogic } from "./contenders/json-logic.ts";
import { handWritten } from "./contenders/hand-written.ts";
import { marcbachmann } from "./contenders/marcbachmann.ts";
import type { PeerName } from "./options.ts";

const byName: Readonly<Record<PeerName, readonly Contender[]>> = {
  hand: [handWritten],
  marcbachmann: [marcbachmann],
  bufbuild: [bufbuild, bufbuildWrapped],
  "cel-js": [celJs],
  "json-logic": [jsonLogic],
};

/** The contenders behind the names of `--peers`. */
export const peersOf = (names: readonly PeerName[]): readonly Contender[] =>
  names.flatMap((name) => byName[name]);
