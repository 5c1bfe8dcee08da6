import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { NetworkSection } from "../../network/network-section.tsx";

interface Props {
  readonly kind: "person" | "unit";
  readonly id: string;
}

/** Whom and what a person or a unit is related to, two steps far. */
export function PartyNetwork({ kind, id }: Props): ReactElement {
  const { t } = useTranslation("entity");
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({
    ...reading("/console/integrity/{kind}/{key}/relations", { params: { kind, key: id } }),
    enabled: isOpen,
  });
  return (
    <NetworkSection
      title={t("network")}
      show={t("showNetwork")}
      isOpen={isOpen}
      onOpen={() => setOpen(true)}
      query={query}
    />
  );
}
