import { expect, test } from "vitest";
import { keyOf } from "../src/app/keyboard/key-of.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  ["j", { ...plain, key: "j" }],
  ["j", { ...plain, key: "J" }], // caps lock
  ["Shift+x", { ...plain, key: "X", shiftKey: true }],
  ["?", { ...plain, key: "?", shiftKey: true }],
  ["/", { ...plain, key: "/" }],
  ["Ctrl+Enter", { ...plain, key: "Enter", ctrlKey: true }],
  ["Ctrl+Enter", { ...plain, key: "Enter", metaKey: true }],
  ["Shift+Tab", { ...plain, key: "Tab", shiftKey: true }],
  ["1", { ...plain, key: "1" }],
])("UI-1: a key is named %s on every keyboard", (name, press) => {
  expect(keyOf(press)).toBe(name);
});
