import type { DataShape, JsonObject } from "@probity/contracts";
import { type EdgeOptions, compilePrepare, type Prepare } from "../edge/prepare.ts";
import type { Value } from "../values/value.ts";

const shared = new Map<string, Prepare>();
const most = 500;

/**
 * A converter that all windows over one type share: it remembers the last event, as many windows look at each. Whoever calls
 * it leaves the data as it is.
 */
export function sharedPrepare(shape: DataShape, edge: EdgeOptions): Prepare {
  const name = JSON.stringify([shape, edge]);
  const known = shared.get(name);
  if (known !== undefined) return known;
  const made = rememberLast(compilePrepare(shape, edge));
  if (shared.size >= most) shared.clear();
  shared.set(name, made);
  return made;
}

function rememberLast(prepare: Prepare): Prepare {
  let last: JsonObject | undefined;
  let value: Value = null;
  return (data) => {
    if (last === data) return value;
    value = prepare(data);
    last = data;
    return value;
  };
}
