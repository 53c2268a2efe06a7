/** What people of the demo township raise, by matter: made up, in the words people use. `{place}` is where it is. */
export type DemoMatter = {
  readonly matter: string;
  /** Unit that has the power, by key of `township.ts`; `committee` is the village's or community's own. */
  readonly unit: string;
  readonly raised: readonly string[];
  readonly answered: readonly string[];
};

export const DEMO_MATTERS: readonly DemoMatter[] = [
  {
    matter: "street-light",
    unit: "works",
    raised: [
      "{place}村口到小学的路灯坏了三盏，晚上接孩子看不清路，请尽快修一下。",
      "{place}文化广场的照明灯一闪一闪，老人跳舞怕摔着，希望换新的。",
      "{place}新修的路没有装路灯，冬天五点多天就黑了，能不能补装？",
    ],
    answered: [
      "已更换灯头和线路，当晚试亮正常。",
      "已列入本月维修计划，今天完成更换，请您留意。",
      "经查为控制箱跳闸，已修复并加装定时器。",
    ],
  },
  {
    matter: "water-outage",
    unit: "works",
    raised: [
      "{place}从早上六点开始停水，没有接到通知，家里有老人和小孩，请问什么时候来水？",
      "{place}门前自来水管漏水好几天了，路面都是水，结冰很危险。",
      "{place}水压太小，二楼热水器打不着火，反映过一次还没解决。",
    ],
    answered: [
      "主管道破裂，已抢修，上午十点恢复供水。",
      "漏点已开挖更换，路面随后恢复。",
      "已调整加压泵参数并更换一段老旧管道，水压恢复正常。",
    ],
  },
  {
    matter: "road-hazard",
    unit: "works",
    raised: [
      "{place}桥头的井盖不见了，已经有电动车差点掉进去，非常危险！",
      "{place}下雨后路边塌陷了一个坑，大概半米深，请赶快处理。",
      "{place}弯道护栏被撞坏，一直没人修。",
    ],
    answered: ["已设置围挡并更换井盖。", "塌陷处已回填夯实并恢复路面。", "护栏已更换，并加装反光标识。"],
  },
  {
    matter: "garbage",
    unit: "environment",
    raised: [
      "{place}垃圾桶满了好几天没人清运，苍蝇很多，味道很大。",
      "{place}有人往河边倒建筑垃圾，越堆越高，请查一查。",
      "希望{place}多放两个分类垃圾桶，现在离家太远，老人走不动。",
    ],
    answered: [
      "已清运，并把该点清运频次改为每天两次。",
      "已查明并责令清理，现场已恢复，对当事人依规处理。",
      "已增设两组分类垃圾桶。",
    ],
  },
  {
    matter: "sewage",
    unit: "works",
    raised: ["{place}下水道堵塞，污水漫到路上，已经两天了。", "{place}化粪池满了往外冒，味道很大，影响好几家。"],
    answered: ["已疏通管道并清掏沉砂井。", "已联系清掏，今后按季度巡查。"],
  },
  {
    matter: "noise",
    unit: "environment",
    raised: [
      "{place}旁边的加工厂晚上十一点还在切割，吵得睡不着，孩子要考试。",
      "{place}广场舞音响太大，每晚到九点半，沟通过没有用。",
    ],
    answered: ["已约谈厂方，夜间十点后停止切割，并安装隔音板。", "已与领舞人商定音量和时间，八点半结束，居委会每周巡查。"],
  },
  {
    matter: "air",
    unit: "environment",
    raised: ["{place}工地没有盖网，风一吹全是灰，衣服都不敢晾。", "{place}有人在田里烧秸秆，烟很大，开车看不清。"],
    answered: ["已责令工地覆盖裸土、增加洒水，复查合格。", "已制止并宣传离田回收的办法，登记在册回访。"],
  },
  {
    matter: "parking",
    unit: "environment",
    raised: ["{place}路口总有大车乱停，挡住视线，出了两次小事故。", "{place}消防通道被私家车占了，报给物业也不管。"],
    answered: ["已施划禁停标线并安排巡查。", "已清理并重新施划消防通道标识，物业签了责任书。"],
  },
  {
    matter: "homestead",
    unit: "environment",
    raised: ["{place}邻居建房多占了半米公共巷道，请来量一量。", "想翻建老房，请问{place}宅基地审批要哪些材料？"],
    answered: ["已实地测量，超出部分已责令拆除。", "材料清单和流程已当面说明，并送到家中一份。"],
  },
  {
    matter: "contracted-land",
    unit: "land",
    raised: ["{place}流转出去的地，今年租金还没有给，合同写的是三月底。", "{place}田埂界桩被移动，和邻家说不清楚。"],
    answered: ["已督促经营方补付，款项已到账。", "已按承包经营权证界址重新定桩，双方签字确认。"],
  },
  {
    matter: "minimum-allowance",
    unit: "welfare",
    raised: ["我家去年因病花费很大，想问{place}低保怎么申请、要多久？", "{place}有位独居老人生活困难，没有人管，请去看看。"],
    answered: ["已上门帮助填写申请，进入入户核查，结果会书面告知。", "已入户探访，纳入临时救助并安排每周探访。"],
  },
  {
    matter: "medical",
    unit: "welfare",
    raised: ["{place}卫生室周末没有人，老人买药不方便。", "医保报销退回来了，说材料不全，请问还缺什么？"],
    answered: ["已协调周末轮值，排班表贴在门口。", "缺少费用清单原件，已代为补调，重新提交。"],
  },
  {
    matter: "schooling",
    unit: "welfare",
    raised: ["{place}校车不到我们这边，孩子每天走四十分钟，能不能加一站？"],
    answered: ["已与教育部门和车队商定加设停靠点，下周一起执行。"],
  },
  {
    matter: "neighbours",
    unit: "committee",
    raised: ["{place}邻居家的排水沟往我家墙根排水，墙都湿了，说了几次吵起来了。", "{place}楼上滴水，投诉过物业没有结果。"],
    answered: ["已现场调解，约定一周内改道，双方签字。", "已查明是空调管松动，已修好，双方握手言和。"],
  },
  {
    matter: "village-affairs",
    unit: "committee",
    raised: ["{place}这个季度的账目还没有公开，请问什么时候贴出来？", "{place}修路集资的用款明细能不能公布一下？"],
    answered: ["本季度账目已张贴，并在网上公开。", "用款明细已公布，票据可以到村委会查阅。"],
  },
  {
    matter: "stray-dog",
    unit: "environment",
    raised: ["{place}有几只流浪狗，早晚追着孩子跑，请处理。"],
    answered: ["已捕收三只，并在村口张贴养犬须知。"],
  },
  {
    matter: "safety",
    unit: "safety",
    raised: ["{place}出租屋私拉电线给电动车充电，很不安全。"],
    answered: ["已清理飞线，加装集中充电桩，并开展一次排查。"],
  },
];

export const CONTACT_TEXTS = [
  "已电话联系，说明处理安排。",
  "已到现场与提出人见面核实。",
  "已联系，约定明早一起到现场查看。",
] as const;
/** What a lead asks of the village it calls to help, and what the village reports. */
export const WHISTLE_TEXTS = [
  "请派人带路并看护现场，处理完告诉我们。",
  "请村（居）先设警示、通知附近住户，我们随后到场。",
] as const;
export const REPORT_TEXTS = ["已派人到场带路，住户都通知到了。", "已设置警示并安排人看护，配合处理完毕。"] as const;
export const CANNOT_TEXTS = ["当日人手都在防汛巡查，不能到场，请改约时间。"] as const;
export const EXTENSION_TEXTS = ["配件需要调货，预计多用几天。", "需要与产权单位协商，申请延长时间。"] as const;
export const NO_TEXTS = ["经核对，该处不在公共道路范围内，产权属于个人，依规不能使用公共经费；已说明可自行申请的办法。"] as const;
export const REASONS_TO_REOPEN = ["修好两天又坏了，请再来看看。", "只清理了一半，后面还有。"] as const;
