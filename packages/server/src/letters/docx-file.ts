import type { Paragraph as Line } from "docx";
import type { ComposedLetter } from "./compose.ts";

/** Characters that XML 1.0 cannot hold. */
// oxlint-disable-next-line no-control-regex -- these are the ones that are meant
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

const clean = (text: string): string => text.toWellFormed().replaceAll(unwritable, "");

/** A letter as an office document (OOXML). The library is loaded when the first one is written. */
export async function docxOf(letter: ComposedLetter): Promise<Buffer> {
  const { AlignmentType, Document, HeadingLevel, Packer, Paragraph, TextRun } = await import("docx");
  const { language, title, number, to, intro, sections, closing, signature, countersignature } = letter;
  const plain = (text: string): Line[] =>
    clean(text)
      .split(/\r?\n/)
      .map((line) => new Paragraph({ children: [new TextRun(line)], spacing: { after: 120, line: 360 } }));
  const children: Line[] = [
    new Paragraph({ text: title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
    new Paragraph({ text: number ?? "", alignment: AlignmentType.CENTER, spacing: { after: 360 } }),
    ...plain(to),
    ...plain(intro),
    ...sections.flatMap(({ heading, text }) => [
      new Paragraph({ text: heading, heading: HeadingLevel.HEADING_2, spacing: { before: 240, after: 60 } }),
      ...plain(text),
    ]),
    ...(closing === undefined ? [] : plain(closing)),
    new Paragraph({ text: clean(signature), alignment: AlignmentType.RIGHT, spacing: { before: 600 } }),
    ...(countersignature === undefined ? [] : plain(countersignature)),
  ];
  const font = language === "zh-CN" ? { ascii: "Times New Roman", eastAsia: "FangSong" } : "Times New Roman";
  const document = new Document({
    creator: "Probity",
    title: clean(number === undefined ? title : `${title} ${number}`),
    styles: { default: { document: { run: { font, size: 24 } } } },
    sections: [{ children }],
  });
  return await Packer.toBuffer(document);
}
