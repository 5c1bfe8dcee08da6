import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { NetworkSection } from "../../network/network-section.tsx";

/** Whom and what official and counterparty are related to, and what of it is the evidence. */
export function Relations({ id }: { readonly id: string }): ReactElement {
  const { t } = useTranslation("alert");
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({
    ...reading("/console/alerts/{id}/relations", { params: { id } }),
    enabled: isOpen,
  });
  return (
    <NetworkSection
      title={t("relations.title")}
      show={t("relations.show")}
      isOpen={isOpen}
      onOpen={() => setOpen(true)}
      query={query}
    />
  );
}
