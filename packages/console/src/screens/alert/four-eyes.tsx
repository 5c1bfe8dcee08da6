import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/me.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./alert.module.css";
import type { ShownAlert } from "./shown-alert.ts";
import { useTrack } from "./use-case.ts";

/** That a colleague has proposed how it ends, and that another person has to agree (CA-3). */
export function FourEyes({ shown }: { readonly shown: ShownAlert }): ReactElement | null {
  const { t } = useTranslation("alert");
  const me = useMe();
  const track = useTrack(shown);
  if (track?.proposal === undefined || track.proposal === null) return null;
  const { step, by } = track.proposal;
  const mayAgree = track.steps.some((one) => one === "agree_dismissal" || one === "close");
  return (
    <p className={styles.banner} role="status">
      <Icon name="shield" />
      <span>
        {by === me.id ? t("fourEyes.own") : t(`fourEyes.${step}`, { person: by })}
        {by !== me.id && mayAgree && ` ${t("fourEyes.open")}`}
      </span>
    </p>
  );
}
