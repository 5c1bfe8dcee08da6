/** Points of the risk register: where power can be misused, and what holds it down. */
export interface RiskPoint {
  readonly id: string;
  readonly unit: string;
  readonly powerItem: string;
  readonly place: string;
  readonly description: string;
  readonly probability: 1 | 2 | 3;
  readonly harm: 1 | 2 | 3;
  /** Rules that watch it; none is a gap. */
  readonly rules: readonly string[];
  readonly manual?: string;
}

const point = (
  id: string,
  unit: string,
  [powerItem, place, description]: readonly [string, string, string],
  grades: Pick<RiskPoint, "probability" | "harm">,
  rules: readonly string[],
  manual?: string,
): RiskPoint => ({
  id,
  unit,
  powerItem,
  place,
  description,
  ...grades,
  rules,
  ...(manual === undefined ? {} : { manual }),
});

const often = { probability: 3, harm: 3 } as const;
const serious = { probability: 2, harm: 3 } as const;
const usual = { probability: 2, harm: 2 } as const;
const small = { probability: 2, harm: 1 } as const;

/** Ten of them. */
export const riskPoints: readonly RiskPoint[] = [
  point("demo-split", "edu-purchasing", ["采购方式审批", "立项", "化整为零规避公开招标"], often, [
    "PROC-AVD-002",
    "PROC-AVD-003",
  ]),
  point(
    "demo-terms",
    "edu-purchasing",
    ["招标文件审核", "发布公告前", "压缩投标时间、设置倾向性条款"],
    serious,
    ["PROC-TND-001", "PROC-TND-008"],
  ),
  point("demo-ties", "edu-purchasing", ["评标组织", "开标评标", "投标人串通、围标"], serious, [
    "PROC-LNK-002",
    "PROC-DOC-005",
  ]),
  point(
    "demo-committee",
    "edu-purchasing",
    ["评标委员会组建", "抽取专家", "专家与投标人有利害关系"],
    serious,
    ["PROC-EVL-003"],
  ),
  point("demo-changes", "edu-works", ["工程变更审批", "施工过程", "低价中标、高价变更"], often, [
    "CON-CHG-001",
    "CON-CHG-002",
  ]),
  point(
    "demo-acceptance",
    "edu-works",
    ["工程验收", "竣工", "走过场验收"],
    usual,
    ["CON-PRF-001"],
    "两人以上现场验收并留存影像",
  ),
  point("demo-payment", "edu-finance", ["付款审批", "支付", "自批自付、重复付款"], often, [
    "FIN-PAY-002",
    "FIN-PAY-009",
  ]),
  point("demo-duties", "edu-finance", ["岗位设置", "审批", "不相容岗位由一人办理"], usual, ["GEN-SOD-001"]),
  point("demo-canteen", "school-2", ["食堂管理", "食材配送", "供应商长期固定、以次充好"], often, []),
  point("demo-aid", "school-1", ["资助名额评定", "评审", "优亲厚友"], small, [], "评审结果公示五个工作日"),
];
