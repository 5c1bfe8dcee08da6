import { type ReactElement, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { useMe } from "../app/me.ts";
import { moment } from "../i18n/format.ts";
import styles from "./print-head.module.css";

interface Props {
  /** What the paper is known by: a number, an id, the name of a list. */
  readonly number: string;
  /** A hash by which the paper is checked, and of what it is. */
  readonly hash?: { readonly of: string; readonly sha256: string } | undefined;
}

/**
 * What stands on paper and not on the screen: number, secrecy, by whom and when it was printed, and a hash where there is one. Number,
 * mark, hash and page are on every sheet where the browser draws the margins of a page.
 */
export function PrintHead({ number, hash }: Props): ReactElement {
  const { t } = useTranslation();
  const { name } = useMe();
  const printedAt = usePrintMoment();
  const mark = t("paper.mark");
  const said = hash === undefined ? "" : `${hash.of} ${hash.sha256}`;
  useEffect(() => {
    const { style } = document.documentElement;
    const texts = { "--paper-number": number, "--paper-mark": mark, "--paper-hash": said };
    for (const [property, text] of Object.entries(texts)) style.setProperty(property, cssText(text));
    return () => {
      for (const property of Object.keys(texts)) style.removeProperty(property);
    };
  }, [number, mark, said]);
  return (
    <div className={styles.print} data-print>
      <strong>{mark}</strong> {number}
      <p>{t("paper.printed", { person: name, moment: moment(printedAt) })}</p>
      {said !== "" && <p className={styles.hash}>{said}</p>}
    </div>
  );
}

/** When the page goes to paper, which may be hours after it was opened. */
function usePrintMoment(): string {
  const [at, setAt] = useState(() => new Date().toISOString());
  useEffect(() => {
    // The browser takes the page as it is when the listeners return.
    const note = (): void => flushSync(() => setAt(new Date().toISOString()));
    addEventListener("beforeprint", note);
    return () => removeEventListener("beforeprint", note);
  }, []);
  return at;
}

/** A text as a string of CSS: what is special is written as its number. */
const cssText = (text: string): string =>
  `"${text.replaceAll(/["\\\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)?.toString(16) ?? ""} `)}"`;
