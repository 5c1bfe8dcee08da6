/** What a measure says, and what is reported of it. Both have one text, which readers of either language see: it says it in both. */
export interface MeasureTexts {
  readonly text: string;
  readonly progress: string;
}

const both = (chinese: string, english: string): string => `${chinese} / ${english}`;

const texts = (
  text: readonly [chinese: string, english: string],
  progress: readonly [chinese: string, english: string],
): MeasureTexts => ({ text: both(...text), progress: both(...progress) });

/** By what was found: a rule's measures mend what that rule is about. */
const byRule: Readonly<Record<string, MeasureTexts>> = {
  "FIN-PAY-002": texts(
    [
      "追回重复支付的款项，付款系统启用发票号码查重",
      "Recover what was paid twice and have the payment system refuse an invoice number that was paid",
    ],
    ["款项已追回，发票查重已启用。", "The money is back, and the check of invoice numbers is on."],
  ),
  "FIN-PAY-009": texts(
    [
      "申请人与审批人岗位分离，无采购依据的付款系统退回",
      "Separate those who request from those who approve, and send back payments without a purchase behind them",
    ],
    ["岗位已调整，系统已退回三笔无依据付款。", "Posts are separated; three payments were sent back."],
  ),
  "PROC-LNK-002": texts(
    [
      "开标前核对投标人股东，存在共同股东的不进入评标",
      "Compare the owners of bidders before bids are opened, and leave out those who share one",
    ],
    ["核对表已启用，已核对本季度全部项目。", "The comparison is in use for all tenders of this quarter."],
  ),
  "PROC-TND-001": texts(
    [
      "招标公告模板固定不少于二十日的投标准备期，缩短须经分管领导书面批准",
      "Fix twenty days for bids in the notice's template; a shorter time takes the deputy director's written consent",
    ],
    ["公告模板已更新并培训经办人员。", "The template is changed and the officers were trained."],
  ),
  "PROC-AVD-002": texts(
    [
      "按年度汇总同品目采购需求，达到限额的一次性公开招标",
      "Add up the year's needs of one category, and tender openly what reaches the limit",
    ],
    [
      "需求汇总表已编制，两个品目转为公开招标。",
      "The needs are added up; two categories go to an open tender.",
    ],
  ),
  "PROC-DOC-005": texts(
    [
      "电子评标系统比对投标文件，出现其他投标人名称的提示评委",
      "Have the system compare the bids and show evaluators those that name another bidder",
    ],
    ["比对功能已上线。", "The comparison is on."],
  ),
  "PROC-CMP-003": texts(
    [
      "评标委员会否决投标须逐项写明理由，由监督人员复核",
      "Each bid that is disqualified needs its reasons in writing, looked over by the supervisor",
    ],
    ["否决理由表已启用，复核记录已归档。", "The form is in use, and its checks are on file."],
  ),
  "PROC-CMP-009": texts(
    [
      "统一资格审查清单，同一缺件对所有投标人同样处理",
      "One list for examining bids, so that what is missing counts alike for all bidders",
    ],
    ["资格审查清单已发布。", "The list is published."],
  ),
  "PROC-EVL-003": texts(
    [
      "抽取评委前核对亲属与任职关系，应回避的重新抽取",
      "Check kinship and offices before evaluators are drawn, and draw again where one has to stand aside",
    ],
    ["核对程序已启用，两名评委已更换。", "The check is in use; two evaluators were replaced."],
  ),
  "CON-SGN-007": texts(
    [
      "到期外包服务列入采购计划，续签前重新招标",
      "Put services that end into the purchasing plan, and tender them again before they are renewed",
    ],
    ["六项到期服务已列入计划。", "Six services are in the plan."],
  ),
  "CON-PRF-001": texts(
    [
      "验收须两人到场并上传照片和清单，由使用部门签字",
      "Two persons accept on site, with photos and a list, and the department that uses it signs",
    ],
    ["验收单已改版，五个项目已按新办法验收。", "The form is new; five deliveries were accepted by it."],
  ),
};

/** The measure for a rule that was hit. */
export function measureTexts(rule: string): MeasureTexts {
  const found = byRule[rule];
  if (found === undefined) throw new Error(`no measure is written for ${rule}`);
  return found;
}
