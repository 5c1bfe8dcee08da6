import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useDomainName } from "../../app/domain-name.ts";
import { moment, numberOf, pair } from "../../i18n/format.ts";
import { Icon } from "../../ui/icon.tsx";
import chips from "../../views/views.module.css";
import { inbox } from "./screen.ts";
import { type InboxSearch, labels } from "./search.ts";

/** Filters that no select shows: searched for, or followed from elsewhere. */
const shown = [
  "q",
  "person",
  "counterparty",
  "handler",
  "domain",
  "model",
  "rule",
  "source",
  "case",
  "label",
  "risk",
  "minAmount",
  "maxAmount",
  "currency",
  "from",
  "to",
] as const satisfies readonly (keyof InboxSearch)[];

type Shown = (typeof shown)[number];

/** Each of them with a way to take it out. */
export function FilterChips(): ReactElement {
  const { t } = useTranslation("inbox");
  const search = inbox.route.useSearch();
  const navigate = useNavigate({ from: "/" });
  const textOf = useValueText();
  return (
    <>
      {shown.map((key) => {
        const value = search[key];
        if (value === undefined) return null;
        const text = pair(t(`filters.${key}`), textOf(key, value));
        return (
          <button
            key={key}
            type="button"
            className={chips.chip}
            aria-label={t("filters.remove", { filter: text })}
            onClick={() => void navigate({ to: "/", search: (before) => ({ ...before, [key]: undefined }) })}
          >
            {text}
            <Icon name="close" size={12} />
          </button>
        );
      })}
    </>
  );
}

function useValueText(): (key: Shown, value: string | number) => string {
  const { t } = useTranslation("inbox");
  const domainName = useDomainName();
  return (key, value) => {
    if (typeof value === "number") return numberOf(value);
    if (key === "from" || key === "to") return moment(value);
    if (key === "domain") return domainName(value);
    const label = key === "label" ? labels.find((one) => one === value) : undefined;
    return label === undefined ? value : t(`filters.labels.${label}`);
  };
}
