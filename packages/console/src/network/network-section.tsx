import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useMay } from "../app/me.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/page.tsx";
import { Problem } from "../ui/problem.tsx";
import { Loading } from "../ui/state.tsx";
import type { Network } from "./network.ts";
import { NetworkView } from "./network-view.tsx";

interface Props {
  readonly title: string;
  /** What the button says that asks for it. */
  readonly show: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly query: Pick<UseQueryResult<Network>, "data" | "error" | "refetch">;
}

/** A part of a page with a network of relations. Read only when it is asked for: each look is logged. */
export function NetworkSection({ title, show, isOpen, onOpen, query }: Props): ReactElement | null {
  const { data, error, refetch } = query;
  if (!useMay("entity.read")) return null;
  return (
    <Section title={title} isOnPaper={isOpen}>
      {!isOpen && <Button onClick={onOpen}>{show}</Button>}
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {isOpen && data === undefined && error === null && <Loading />}
      {data !== undefined && <NetworkView network={data} />}
    </Section>
  );
}
