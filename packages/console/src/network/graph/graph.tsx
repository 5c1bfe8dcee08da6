import "@xyflow/react/dist/base.css";
import { Panel, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { type KeyboardEvent, type ReactElement, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { Loading } from "../../ui/state.tsx";
import type { Network } from "../network.ts";
import { useNetworkWords } from "../words.ts";
import { ActiveContext } from "./active.ts";
import { drawnEdges, drawnNodes, type EntityNode, layoutInput, type RelationEdge } from "./drawn.ts";
import { EntityBox } from "./entity-node.tsx";
import styles from "./graph.module.css";
import { nodeSize, type Places } from "./layout.ts";
import { goesOn, neighbour } from "./neighbour.ts";
import { RelationLine } from "./relation-line.tsx";
import { useLayout } from "./use-layout.ts";

const nodeTypes = { entity: EntityBox };
const edgeTypes = { relation: RelationLine };
/** Names can be read at this size, at which a walk goes on. */
const readable = 0.8;
/** A few nodes are not drawn larger than text is. */
const fit = { maxZoom: 1 } as const;
/** With more lines than these only the asked-for ones are named. */
const mostNamed = 30;

/** A network as a drawing: Tab reaches one node of it, arrow keys go on, Enter opens a file. */
export function Graph({ network }: { readonly network: Network }): ReactElement {
  const { t } = useTranslation("network");
  const input = useMemo(() => layoutInput(network), [network]);
  const places = useLayout(input);
  if (places === "failed") return <p className={styles.soft}>{t("failed")}</p>;
  return (
    <div className={styles.frame}>
      {places === undefined ? (
        <Loading />
      ) : (
        <ReactFlowProvider>
          <Drawing network={network} places={places} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

interface DrawingProps {
  readonly network: Network;
  readonly places: Places;
}

function Drawing({ network, places }: DrawingProps): ReactElement {
  const { t, i18n } = useTranslation("network");
  const words = useNetworkWords(network);
  const flow = useReactFlow<EntityNode, RelationEdge>();
  const frame = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const [reached, setReached] = useState(String(network.nodes[0]?.id ?? ""));
  // Drawn anew for another network or language alone, not at each look of the pointer.
  const drawn = useMemo(
    () => ({ nodes: drawnNodes(network, words, places), edges: drawnEdges(network, words) }),
    // oxlint-disable-next-line exhaustive-deps -- the words follow from network and language
    [network, places, i18n.language],
  );
  const active = useMemo(
    () => ({ shown: pointed ?? focused, reached, isSmall: drawn.edges.length <= mostNamed }),
    [pointed, focused, reached, drawn],
  );
  const walk = (event: KeyboardEvent): void => {
    if (!goesOn(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = neighbour(drawn.nodes, reached, event.key);
    if (next === undefined) return;
    setReached(next.id);
    const { x, y } = next.position;
    const zoom = Math.max(flow.getZoom(), readable);
    void flow.setCenter(x + nodeSize.width / 2, y + nodeSize.height / 2, { zoom });
    frame.current?.querySelector<HTMLElement>(`[data-entity="${next.id}"]`)?.focus({ preventScroll: true });
  };
  return (
    <ActiveContext value={active}>
      <div className={styles.drawing}>
        <ReactFlow
          ref={frame}
          aria-label={t("graph")}
          nodes={drawn.nodes}
          edges={drawn.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onKeyDown={walk}
          onFocus={({ target }) => {
            const id = target instanceof HTMLElement ? target.dataset["entity"] : undefined;
            setFocused(id);
            if (id !== undefined) setReached(id);
          }}
          onBlur={() => setFocused(undefined)}
          onNodeMouseEnter={(_, { id }) => setPointed(id)}
          onNodeMouseLeave={() => setPointed(undefined)}
          fitView
          fitViewOptions={fit}
          minZoom={0.05}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          disableKeyboardA11y
          panActivationKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          deleteKeyCode={null}
          ariaLabelConfig={noWords}
          proOptions={noSign}
        >
          <Panel position="top-right" className={styles.tools ?? ""}>
            <IconButton size="small" icon="plus" name={t("zoomIn")} onClick={() => void flow.zoomIn()} />
            <IconButton size="small" icon="minus" name={t("zoomOut")} onClick={() => void flow.zoomOut()} />
            <IconButton size="small" icon="fit" name={t("fit")} onClick={() => void flow.fitView(fit)} />
          </Panel>
        </ReactFlow>
      </div>
      <p className={styles.soft}>{t("hint")}</p>
    </ActiveContext>
  );
}

/** The names of nodes say what there is to say; the library's own are in English alone. */
const noWords = {
  "node.a11yDescription.default": "",
  "node.a11yDescription.keyboardDisabled": "",
  "edge.a11yDescription.default": "",
} as const;
/** The library's licence asks for no sign; its link leads out of the house. */
const noSign = { hideAttribution: true } as const;
