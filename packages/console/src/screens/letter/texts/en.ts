import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of one letter. */
export const texts: SameKeys<typeof chinese> = {
  about: "Letter",
  content: "Content",
  track: "Side",
  sent: "Signed and sent",
  received: "Received",
  answered: "Answered",
  answerText: "Answer",
  reason: "Why it was discarded",
  pageHash: "SHA-256 of the page",
  docxHash: "SHA-256 of the DOCX",
  print: "Page to print",
  docx: "Download as DOCX",
  edit: { act: "Change the draft", submit: "Save" },
  send: {
    act: "Sign and send",
    text: "It gets its number and never changes again; the hashes of its page and its DOCX are in the log.",
  },
  receive: { act: "Record the receipt", text: "The other side has the letter." },
  answer: { act: "Record the answer", text: "The written answer" },
  discard: { act: "Discard", text: "Reason" },
};
