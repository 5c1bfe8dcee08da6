import { ProbityError } from "@probity/contracts";
import { StringDecoder } from "node:string_decoder";

/** One message of a `text/event-stream`. */
export interface StreamMessage {
  /** `message` unless the sender named it. */
  readonly event: string;
  readonly data: string;
}

/** Limits of what one connection may make us remember. */
export interface StreamLimits {
  /** UTF-16 units of one line. */
  readonly maxLine: number;
  /** UTF-16 units of the data of one message. */
  readonly maxData: number;
}

const defaultLimits: StreamLimits = { maxLine: 4096, maxData: 16_384 };

const tooLong = (what: string, most: number): ProbityError =>
  new ProbityError("PROBITY_E_SERVER_ANSWER", `the event stream has ${what} of more than ${most} characters`);

/**
 * Reads `text/event-stream` as the HTML standard says, from chunks cut anywhere. It holds at most one line and one
 * message, both limited; ids and retry times are ignored.
 * @returns what takes the next chunk. It throws `PROBITY_E_SERVER_ANSWER` when a limit is passed: end the connection.
 */
export const createEventParser = (
  onMessage: (message: StreamMessage) => void,
  { maxLine, maxData }: StreamLimits = defaultLimits,
): ((chunk: Uint8Array) => void) => {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let data: string | undefined;
  let event = "";
  let isFirst = true;
  let afterReturn = false;

  const field = (name: string, value: string): void => {
    if (name === "event") event = value;
    if (name !== "data") return;
    data = data === undefined ? value : `${data}\n${value}`;
    if (data.length > maxData) throw tooLong("a message", maxData);
  };

  const take = (line: string): void => {
    if (line === "") {
      if (data !== undefined) onMessage({ event: event === "" ? "message" : event, data });
      data = undefined;
      event = "";
      return;
    }
    const colon = line.indexOf(":");
    // A colon at the start makes a comment.
    if (colon === 0) return;
    const value = colon < 0 ? "" : line.slice(colon + 1);
    field(colon < 0 ? line : line.slice(0, colon), value.startsWith(" ") ? value.slice(1) : value);
  };

  return (chunk) => {
    let text = decoder.write(chunk);
    if (text === "") return;
    if (isFirst && text.startsWith("\uFEFF")) text = text.slice(1);
    isFirst = false;
    // A line break cut in two between its characters is one.
    if (afterReturn && text.startsWith("\n")) text = text.slice(1);
    afterReturn = text === "" ? false : text.endsWith("\r");
    const lines = `${rest}${text}`.split(/\r\n|\r|\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.length > maxLine) throw tooLong("a line", maxLine);
      take(line);
    }
    if (rest.length > maxLine) throw tooLong("a line", maxLine);
  };
};
