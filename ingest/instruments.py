"""stub"""
from zhengtu.ontology import Ontology
def find_instrument(clause: str, ontology: Ontology) -> str:
    return "unclassified"
