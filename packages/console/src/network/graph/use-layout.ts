import { useEffect, useState } from "react";
import type { LayoutInput, Places } from "./layout.ts";

/** Where nodes stand, once the worker has found out; `failed` where no worker runs. */
export function useLayout(input: LayoutInput): Places | "failed" | undefined {
  const [places, setPlaces] = useState<Places | "failed">();
  useEffect(() => {
    setPlaces(undefined);
    const worker = new Worker(new URL("./layout-worker.ts", import.meta.url), {
      type: "module",
      name: "probity-layout",
    });
    worker.addEventListener("message", ({ data }: MessageEvent<Places>) => setPlaces(data));
    worker.addEventListener("error", () => setPlaces("failed"));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none to be told
    worker.postMessage(input);
    return () => worker.terminate();
  }, [input]);
  return places;
}
