import type { EdgeProps } from "@xyflow/react";
import { memo, type ReactElement, useContext } from "react";
import { classNames } from "../../ui/class-names.ts";
import { ActiveContext } from "./active.ts";
import type { RelationEdge } from "./drawn.ts";
import styles from "./graph.module.css";
import { nodeSize } from "./layout.ts";

/** A line from the border of one node to that of the other, with an arrow; named where it is evidence, or asked for. */
export const RelationLine = memo(function RelationLine({
  source,
  target,
  sourceX,
  sourceY,
  targetX,
  targetY,
  data,
}: EdgeProps<RelationEdge>): ReactElement {
  const { shown, isSmall } = useContext(ActiveContext);
  const isEvidence = data?.isEvidence === true;
  const isShown = shown === source || shown === target;
  const [fromX, fromY] = border(sourceX, sourceY, targetX, targetY);
  const [toX, toY] = border(targetX, targetY, sourceX, sourceY);
  const look = classNames(styles.line, isShown && styles.shownLine, isEvidence && styles.evidenceLine);
  return (
    <>
      <path d={`M${fromX} ${fromY}L${toX} ${toY}`} className={look} />
      <path d={arrow(fromX, fromY, toX, toY)} className={classNames(look, styles.arrow)} />
      {(isSmall || isEvidence || isShown) && (
        <text x={(fromX + toX) / 2} y={(fromY + toY) / 2} dy="0.35em" className={styles.text}>
          {data?.text}
        </text>
      )}
    </>
  );
});

type Point = readonly [x: number, y: number];

/** Where the way from the centre of a node to another leaves its box. */
function border(x: number, y: number, toX: number, toY: number): Point {
  const [right, down] = [toX - x, toY - y];
  const part = Math.min(
    nodeSize.width / 2 / Math.max(1, Math.abs(right)),
    nodeSize.height / 2 / Math.max(1, Math.abs(down)),
    1,
  );
  return [x + right * part, y + down * part];
}

const arrowLength = 9;

function arrow(fromX: number, fromY: number, toX: number, toY: number): string {
  const [right, down] = [toX - fromX, toY - fromY];
  const length = Math.max(1, Math.hypot(right, down));
  const [x, y] = [(right / length) * arrowLength, (down / length) * arrowLength];
  return `M${toX} ${toY}L${toX - x - y / 2} ${toY - y + x / 2}L${toX - x + y / 2} ${toY - y - x / 2}Z`;
}
