import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { useMay, useMe } from "../../app/me.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { ActDialog, type Act, acts } from "./act-dialog.tsx";
import { CopyDialog } from "./copy-dialog.tsx";
import { Job } from "./job.tsx";
import styles from "./model.module.css";
import { refreshModels, type Version } from "./version.ts";

/** Acts and the permission that each needs. */
const permissionOf = {
  shadow: "rule.write",
  submit: "rule.write",
  return: "rule.review",
  release: "rule.release",
  rollback: "rule.release",
  retire: "rule.release",
} as const;

/** What may be done with a version: by its state, by its results, by who the person is (ML-1, CA-3). */
export function Acts({ version }: { readonly version: Version }): ReactElement {
  const mayWrite = useMay("rule.write");
  const [act, setAct] = useState<Act | "copy">();
  return (
    <>
      <div className={styles.acts}>
        {mayWrite && <EditLink version={version} />}
        {mayWrite && <Proving version={version} />}
        {mayWrite && <CopyButton onOpen={() => setAct("copy")} />}
        {acts.map((one) => (
          <ActButton key={one} act={one} version={version} onOpen={() => setAct(one)} />
        ))}
      </div>
      <Progress version={version} />
      {act === "copy" && <CopyDialog version={version} onClose={() => setAct(undefined)} />}
      {act !== undefined && act !== "copy" && (
        <ActDialog act={act} version={version} onClose={() => setAct(undefined)} />
      )}
    </>
  );
}

/** What stands in the way of the next step, and backtests that run. */
export const Progress = ({ version }: { readonly version: Version }): ReactElement => (
  <>
    <WhyNot version={version} />
    {version.jobs.map((id) => (
      <Job key={id} id={id} />
    ))}
  </>
);

function CopyButton({ onOpen }: { readonly onOpen: () => void }): ReactElement {
  const { t } = useTranslation("model");
  return <Button onClick={onOpen}>{t("acts.copy")}</Button>;
}

function EditLink({ version }: { readonly version: Version }): ReactElement {
  const { t } = useTranslation("model");
  return (
    <Link to="/models/$id/$version/edit" params={version} className={styles.link}>
      {t(version.state === "draft" ? "acts.edit" : "acts.derive")}
    </Link>
  );
}

/** Check and backtest: they change nothing that is in force, so nobody is asked twice. */
export function Proving({
  version: { id, version, steps, proofs },
}: {
  readonly version: Version;
}): ReactElement {
  const { t } = useTranslation("model");
  const client = useQueryClient();
  const params = { id, version };
  const onSettled = (): Promise<void> => refreshModels(client);
  const check = useMutation({
    mutationFn: () => post("/ops/models/{id}/{version}/check", { params }),
    onSettled,
  });
  const backtest = useMutation({
    mutationFn: () => post("/ops/models/{id}/{version}/backtests", { params, body: {} }),
    onSettled,
  });
  const isOpen = (step: string): boolean => steps.some((one) => one.step === step);
  const error = check.error ?? backtest.error;
  return (
    <>
      {isOpen("check") && (
        <Button disabled={check.isPending} onClick={() => check.mutate()}>
          {t(check.isPending ? "acts.checking" : "acts.check")}
        </Button>
      )}
      {isOpen("backtest") && (
        <Button
          disabled={backtest.isPending || proofs.check?.ok !== true}
          title={proofs.check?.ok === true ? undefined : t("needs.check")}
          onClick={() => backtest.mutate()}
        >
          {t("acts.backtest")}
        </Button>
      )}
      {error !== null && <Problem error={error} />}
    </>
  );
}

function ActButton({
  act,
  version,
  onOpen,
}: {
  readonly act: Act;
  readonly version: Version;
  readonly onOpen: () => void;
}): ReactElement | null {
  const { t } = useTranslation("model");
  const me = useMe();
  const may = useMay(permissionOf[act]);
  const step = version.steps.find((one) => one.step === act);
  if (step === undefined || !may) return null;
  // Who worked on a version does not release it, who asked for its end does not confirm it (CA-3).
  if (act === "release" && version.contributors.includes(me.id)) return null;
  if (act === "retire" && version.retiringBy === me.id) return null;
  const isProved = missingProofs(version, step.needs).length === 0;
  const name = act === "retire" && version.retiringBy !== null ? "confirmRetire" : act;
  return (
    <Button
      look={act === "release" || act === "submit" ? "main" : act === "retire" ? "danger" : undefined}
      disabled={!isProved}
      onClick={onOpen}
    >
      {t(`acts.${name}`)}
    </Button>
  );
}

type ProofName = keyof Version["proofs"];

const isProof = (name: string, proofs: Version["proofs"]): name is ProofName => Object.hasOwn(proofs, name);

/** Proofs of exactly this text that a step still lacks. */
function missingProofs({ proofs }: Version, needs: readonly string[]): readonly ProofName[] {
  return needs
    .filter((name): name is ProofName => isProof(name, proofs))
    .filter((name) => proofs[name]?.ok !== true);
}

/** Says what stands in the way of the next step, so that a disabled button is no riddle. */
function WhyNot({ version }: { readonly version: Version }): ReactElement | null {
  const { t } = useTranslation("model");
  const me = useMe();
  const next = version.steps.filter(
    ({ step }) => step === "submit" || step === "release" || step === "shadow",
  );
  const lacks = [...new Set(next.flatMap(({ needs }) => missingProofs(version, needs)))];
  const isOwn =
    version.state === "review" &&
    version.contributors.includes(me.id) &&
    me.permissions.includes("rule.release");
  if (lacks.length === 0 && !isOwn) return null;
  return (
    <ul className={styles.why}>
      {lacks.map((name) => (
        <li key={name}>{t(version.proofs[name] === null ? `needs.${name}` : `needs.${name}Failed`)}</li>
      ))}
      {isOwn && <li>{t("needs.other")}</li>}
    </ul>
  );
}
