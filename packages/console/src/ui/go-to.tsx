import { Link } from "@tanstack/react-router";
import type { ComponentProps, ReactElement } from "react";

interface Props extends Omit<ComponentProps<"a">, "href" | "ref"> {
  /** A path of the console that may be another screen's, so that its type is not known here. */
  readonly to: string;
  /** What the address says beside the path: filters, as an answer of the server names them. */
  readonly search?: Readonly<Record<string, unknown>> | undefined;
  /** Whether it is marked for the very address alone. @defaultValue also for one that says more */
  readonly activeOptions?: { readonly exact: true; readonly includeSearch: true } | undefined;
}

// The router checks addresses of its own routes; these are checked where they are read.
const AnyLink = Link as unknown as (props: Props) => ReactElement;

/** A link to any screen, by its address. */
export const GoTo = (props: Props): ReactElement => <AnyLink {...props} />;
