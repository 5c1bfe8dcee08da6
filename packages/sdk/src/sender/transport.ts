/** One HTTP request of the SDK, independent of any client library. */
export interface TransportRequest {
  readonly method: "GET" | "POST";
  /** Path below the endpoint, with a leading slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as they are, one after the other. */
  readonly body?: readonly Uint8Array[] | undefined;
  readonly timeoutMs: number;
  /** Whether a pending request may keep the process alive. Background work must not. */
  readonly keepAlive: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The whole answer. Header names are lower case. */
export interface TransportAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A GET whose answer does not end by itself. It must never keep the process alive. */
export interface StreamRequest extends Pick<TransportRequest, "path" | "headers"> {
  /** Until the head of the answer is there; how long the body may be silent is the caller's business. */
  readonly timeoutMs: number;
  /** Ends the request, also when the body is not read. */
  readonly signal: AbortSignal;
}

/** The head of an answer whose body is still coming. Header names are lower case. */
export interface StreamAnswer extends Pick<TransportAnswer, "status" | "headers"> {
  /** Throws when the connection breaks or is aborted. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Carries requests to the server; injectable, so that another client or a unix socket can take its place. */
export interface Transport {
  /** Rejects when no whole answer came: refused, reset, timed out, aborted, or larger than the transport allows. */
  request(request: TransportRequest): Promise<TransportAnswer>;
  /** Resolves with the head of the answer. A transport without it gets no pushed releases, so the client only polls. */
  stream?(request: StreamRequest): Promise<StreamAnswer>;
  close(): void;
}
