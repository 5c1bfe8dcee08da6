import { streamName } from "@probity/contracts";
import type { RandomFill } from "../ids.ts";
import { newInstance } from "../stream/instance.ts";
import { createStream, type Stream, type StreamEvent, type StreamHead } from "../stream/record.ts";
import { blocksOf, live, newWords, type Words } from "./counters.ts";
import { headerBytes } from "./frame.ts";
import type { Part } from "./owner.ts";
import { createWriterDirectory } from "./writer-directory.ts";
import { SpoolWriter, type WriteBytes } from "./writer.ts";

/** A directory that is being written, as the delivering thread needs it. */
export interface LiveDirectory {
  readonly directory: string;
  readonly words: Words;
}

/** Settings of {@link StreamWriter}. */
export interface StreamWriterSettings {
  /** Folder of all writer directories of one source. */
  readonly folder: string;
  readonly source: string;
  readonly random: RandomFill;
  readonly segmentBytes: number;
  readonly part: Part;
  readonly write?: WriteBytes | undefined;
}

/** One new spool directory with one new stream in it. */
export class StreamWriter implements LiveDirectory {
  readonly directory: string;
  readonly words: Words = newWords();
  readonly #writer: SpoolWriter;
  readonly #stream: Stream;

  /** @throws when the directory cannot be made or written. */
  constructor({ folder, source, random, segmentBytes, part, write }: StreamWriterSettings) {
    const src = streamName(source, newInstance(random));
    this.directory = createWriterDirectory(folder, src, part);
    this.#writer = new SpoolWriter({ directory: this.directory, segmentBytes, write });
    this.#stream = createStream({ src, random, room: headerBytes });
    this.words[live.segment] = this.#writer.segment;
  }

  /**
   * Writes the event as the next record of the stream. A failed write leaves the stream where it was.
   * @throws ProbityError `PROBITY_E_EVENT_SIZE`, `PROBITY_E_SPOOL_WRITE`
   */
  append(event: StreamEvent): void {
    const { words } = this;
    const sealed = this.#stream.seal(event);
    this.#writer.append(sealed.bytes);
    sealed.commit();
    Atomics.store(words, live.segment, this.#writer.segment);
    Atomics.add(words, live.blocks, blocksOf(sealed.bytes.length - headerBytes));
    Atomics.add(words, live.records, 1);
  }

  head(): StreamHead {
    return this.#stream.head();
  }

  close(): void {
    this.#writer.close();
  }
}
