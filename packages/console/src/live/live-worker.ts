import { bye, type LiveState, openStream } from "./stream.ts";

/** The part of a shared worker's global scope that is used here; the DOM library lacks it. */
interface SharedScope {
  addEventListener(
    name: "connect",
    listener: (event: { readonly ports: readonly MessagePort[] }) => void,
  ): void;
}

/** What windows are told. */
export type FromWorker =
  | { readonly kind: "event"; readonly name: string; readonly data: string }
  | { readonly kind: "state"; readonly state: LiveState };

const windows = new Set<MessagePort>();
let state: LiveState = "waiting";
let end: (() => void) | undefined;

const tellAll = (message: FromWorker): void => {
  for (const port of windows) port.postMessage(message);
};

function open(): () => void {
  return openStream({
    onEvent: (name, data) => tellAll({ kind: "event", name, data }),
    onState: (now) => {
      state = now;
      tellAll({ kind: "state", state });
    },
  });
}

// A worker that windows share is started as one.
(globalThis as unknown as SharedScope).addEventListener("connect", ({ ports: [port] }) => {
  if (port === undefined) return;
  windows.add(port);
  port.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data === bye) windows.delete(port);
    if (windows.size > 0) return;
    end?.();
    end = undefined;
  });
  port.start();
  const message: FromWorker = { kind: "state", state };
  port.postMessage(message);
  end ??= open();
});
