"""The explorer's words in Chinese; `words_en` has the same keys."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "site": "政图",
        "slogan": "政策怎样层层落实，谁负责什么，每个答案都附原文",
        "skip": "跳到正文",
        "menu": "主要栏目",
        "search": "搜索",
        "search_hint": "输入文件、单位、地方、项目或任何字词，如：安吉县",
        "language": "语言",
        "theme": "颜色",
        "theme_auto": "随系统",
        "theme_light": "浅色",
        "theme_dark": "深色",
        "rows": "{count} 行",
        "home": "首页",
        "samples_note": "这里显示的是三份教学示例文件，不是正式政策，不得作为依据。",
        "error": "出错了",
        "error_400": "请求有误",
        "error_401": "需要口令",
        "error_403": "不允许",
        "error_404": "没有找到这一页",
        "error_405": "不能这样访问",
        "error_413": "提交的内容太大",
        "error_414": "网址太长",
        "error_500": "服务器出了错",
        "error_503": "服务器正忙",
        "error_number": "错误编号 {number}。请把编号告诉管理员，日志里有详细原因。",
        "error_back": "返回首页，或用上面的搜索框查找。",
    }
)
