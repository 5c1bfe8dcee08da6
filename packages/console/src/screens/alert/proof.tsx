import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { addressOf } from "../../api/call.ts";
import { count } from "../../i18n/format.ts";
import { Section } from "../../ui/page.tsx";
import type { ShownAlert } from "./shown-alert.ts";

/** Where it is in the provable log, and its receipt (LO-7). */
export function Proof({ shown: { id, proof } }: { readonly shown: ShownAlert }): ReactElement {
  const { t } = useTranslation("alert");
  return (
    <Section title={t("proof.title")}>
      <p>{t("proof.text", { first: count(proof.first), last: count(proof.last) })}</p>
      <a href={addressOf("/console/alerts/{id}/proof", { params: { id } })} download={`${id}.tlog-proof`}>
        {t("proof.get")}
      </a>
    </Section>
  );
}
