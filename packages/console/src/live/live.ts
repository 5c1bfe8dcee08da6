import { useSyncExternalStore } from "react";
import type { FromWorker } from "./live-worker.ts";
import { bye, type LiveState, openStream } from "./stream.ts";

let state: LiveState = "waiting";
const watchers = new Set<() => void>();

function setState(next: LiveState): void {
  state = next;
  for (const watcher of watchers) watcher();
}

/** Whether changes arrive by themselves, for the mark in the bar. */
export const useLiveState = (): LiveState =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );

/**
 * Listens to what the server tells by itself, through one stream for all windows of the browser: browsers open six connections
 * to a server, so that with a stream a window the seventh would not load. Where workers cannot be shared, a window has a stream
 * while it is in sight. Returns what ends it.
 */
export function listen(onEvent: (name: string, data: string) => void): () => void {
  return "SharedWorker" in globalThis ? listenShared(onEvent) : listenInSight(onEvent);
}

function listenShared(onEvent: (name: string, data: string) => void): () => void {
  const { port } = new SharedWorker(new URL("./live-worker.ts", import.meta.url), {
    type: "module",
    name: "probity-live",
  });
  port.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === "state") setState(data.state);
    else onEvent(data.name, data.data);
  });
  port.start();
  const leave = (): void => port.postMessage(bye);
  globalThis.addEventListener("pagehide", leave);
  return () => {
    globalThis.removeEventListener("pagehide", leave);
    leave();
    port.close();
  };
}

function listenInSight(onEvent: (name: string, data: string) => void): () => void {
  let end: (() => void) | undefined;
  const follow = (): void => {
    if (document.hidden) {
      end?.();
      end = undefined;
    } else end ??= openStream({ onEvent, onState: setState });
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    end?.();
  };
}
