import type { Act, ActClient, RequestLike } from "@probity/adapter-core";
import type { JsonObject } from "@probity/contracts";

/** A running app of the framework under test. */
export interface AdapterApp {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * What the app must serve, JSON in and out:
 * - `POST /check`, the pre-check moment of `act`: answers the decision.
 * - `POST /submit`, the guarded moment of `act`: awaits `handle` with the act's data, answers with the status that it
 *   gives (and `location: /done` for 3xx) and `{}`; lets the framework answer when it throws.
 */
export interface AdapterRoutes {
  readonly act: Act<RequestLike>;
  readonly handle: (data: JsonObject) => Promise<number>;
}

/** Names of the suite's tests, for {@link AdapterUnderTest.without}. */
export type SuiteTest = "client disconnect";

/** An adapter and how to start an app with it. */
export interface AdapterUnderTest {
  readonly name: string;
  start(probity: ActClient, routes: AdapterRoutes): Promise<AdapterApp>;
  /** Narrows the suite where the platform cannot do a thing; never widens what is accepted. */
  readonly without?: readonly SuiteTest[] | undefined;
  /** The adapter's own tests, with the suite's tools. */
  readonly additionalTests?: ((open: OpenFixture) => void) | undefined;
}

/** A client, a central server and the adapter's app, closed at the end of the test. */
export interface Fixture {
  readonly url: string;
  /** Data of the acts that reached the handler. */
  readonly handled: readonly JsonObject[];
  /** Moves the client's clock. */
  advance(ms: number): void;
  /** Everything emitted so far has arrived: the data of the events of that type. */
  emitted(type: string): Promise<readonly JsonObject[]>;
  /** Resolves as soon as an event arrives that fits. */
  received(fits: (type: string, data: JsonObject) => boolean): Promise<JsonObject>;
  /** Overrides the block of a decision, as the host does for a person of its own; the new token. */
  breakGlass(token: string): string;
  post(path: string, body: unknown, options?: PostOptions): Promise<Answer>;
}

/** Options of a request of the suite. */
export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer of the app. `body` is parsed JSON, or text where it is none. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

/** Opens a fixture for one test. */
export type OpenFixture = (options?: FixtureOptions) => Promise<Fixture>;

/** How a fixture differs from the plain one. */
export interface FixtureOptions {
  /** What the guarded handler does. @defaultValue answers 200 */
  readonly handle?: ((data: JsonObject) => Promise<number>) | undefined;
  /** False: there is no central server at all. @defaultValue true */
  readonly server?: boolean | undefined;
  /** @defaultValue 10000 */
  readonly abandonAfterMs?: number | undefined;
}
