/** Whether changes arrive by themselves. */
export type LiveState = "waiting" | "on" | "off";

/** What a stream tells. */
export interface LiveListener {
  /** An event of the server, by its name. */
  readonly onEvent: (name: string, data: string) => void;
  readonly onState: (state: LiveState) => void;
}

/** What the server tells of by itself. */
const liveEvents = ["inbox", "notices", "jobs"] as const;

/** What a window says to the shared worker when it closes. */
export const bye = "bye";

const address = "/console/live";
/** How long to wait before a stream that the server refused is asked for again. */
const againMs = 15_000;

/**
 * Opens the live stream of whoever is signed in, and keeps it open: the browser itself connects anew where the connection
 * breaks, and says how far it had heard; where the server refuses, it is asked again after a while. Returns what ends it.
 */
export function openStream({ onEvent, onState }: LiveListener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    onState("waiting");
    source = new EventSource(address);
    source.addEventListener("open", () => onState("on"));
    source.addEventListener("error", () => {
      onState("off");
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, againMs);
    });
    for (const name of liveEvents)
      source.addEventListener(name, (event: MessageEvent<string>) => onEvent(name, event.data));
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
