/** Texts of one letter. */
export const texts = {
  about: "文书",
  content: "内容",
  track: "线别",
  sent: "签发",
  received: "签收",
  answered: "回复",
  answerText: "回复内容",
  reason: "作废原因",
  pageHash: "打印页的 SHA-256",
  docxHash: "DOCX 的 SHA-256",
  print: "打印页",
  docx: "下载 DOCX",
  edit: { act: "修改草稿", submit: "保存修改" },
  send: {
    act: "签发",
    text: "签发后自动编号，内容不可再改；打印页和 DOCX 的 SHA-256 记入存证日志。",
  },
  receive: { act: "登记签收", text: "确认对方已收到此文书。" },
  answer: { act: "登记回复", text: "对方的书面回复" },
  discard: { act: "作废", text: "作废原因" },
} as const;
