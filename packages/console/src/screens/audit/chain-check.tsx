import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count, moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { Lamp } from "../../ui/lamp.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./audit.module.css";
import { type ChainFound, checkChain } from "./check-chain.ts";

/** The button that checks the log, and what came of it. */
export function ChainCheck({
  origin,
  digest,
}: {
  readonly origin: string;
  readonly digest: "sha256" | "sm3";
}): ReactElement {
  const { t } = useTranslation("audit");
  const check = useMutation({ mutationFn: () => checkChain(origin) });
  if (digest !== "sha256") return <p className={styles.none}>{t("chain.otherDigest", { digest })}</p>;
  return (
    <div className={styles.check}>
      <Button icon="shield" disabled={check.isPending} onClick={() => check.mutate()}>
        {t("chain.check")}
      </Button>
      <div role="status" className={styles.found}>
        {check.isPending ? t("chain.checking") : check.data !== undefined && <Found found={check.data} />}
      </div>
      {check.error !== null && <Problem error={check.error} onRetry={() => check.mutate()} />}
    </div>
  );
}

function Found({ found }: { readonly found: ChainFound }): ReactElement {
  const { t } = useTranslation("audit");
  const size = count(found.size);
  if (found.result === "first") return <Lamp colour="green" text={t("chain.first", { size })} />;
  const since = { size, before: count(found.since.size), at: moment(found.since.at) };
  return found.result === "continued" ? (
    <Lamp colour="green" text={t("chain.continued", since)} />
  ) : (
    <Lamp colour="red" text={t("chain.broken", since)} />
  );
}
