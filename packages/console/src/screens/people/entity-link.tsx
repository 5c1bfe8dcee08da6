import type { ReactElement, ReactNode } from "react";
import { useMay } from "../../app/me.ts";
import { GoTo } from "../../ui/go-to.tsx";

/** The way to the file of a person or unit, for those who may open it; the name alone for others. */
export function EntityLink({
  kind,
  id,
  children,
}: {
  readonly kind: "person" | "unit";
  readonly id: string;
  readonly children: ReactNode;
}): ReactElement {
  return useMay("person.read") ? (
    <GoTo to={`/entities/${kind}/${encodeURIComponent(id)}`}>{children}</GoTo>
  ) : (
    <>{children}</>
  );
}
