import { useNavigate, useMatch } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { pair } from "../../i18n/format.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./top-bar.module.css";

/** Where `/` leads. */
export const searchBoxId = "search";

/** Searches the alerts, from every screen. */
export function SearchBox(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // What the inbox is narrowed to stays; another screen's filters are its own.
  const search = useMatch({ from: "/", shouldThrow: false })?.search;
  const q = search?.q ?? "";
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const words = text.trim();
    void navigate({ to: "/", search: { ...search, q: words === "" ? undefined : words } });
  };
  return (
    <form role="search" aria-label={t("top.search")} className={styles.search} onSubmit={submit}>
      <Icon name="search" size={16} />
      <input
        id={searchBoxId}
        type="search"
        aria-label={t("top.search")}
        aria-keyshortcuts="/"
        placeholder={pair(t("top.search"), t("top.searchHint"))}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
