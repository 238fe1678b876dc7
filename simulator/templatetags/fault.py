"""The pictures of "Find the fault" for `templates/course/scenes/find-the-fault.html`."""

from django import template

from simulator.engine.experiments.fault_scene import FaultScene, Panel
from simulator.engine.experiments.fault_views import Graph, Traces
from simulator.figures import fault

register = template.Library()


@register.filter
def graph_picture(view: Graph) -> fault.GraphPicture:
    """Where its lines run."""
    return fault.graph_picture(view)


@register.filter
def graph_told(panel: Panel) -> str:
    """What its lines show, in words."""
    assert isinstance(panel.view, Graph)
    return fault.graph_told(panel.instrument.name, panel.view)


@register.filter
def trace_lanes(view: Traces) -> tuple[fault.Lane, ...]:
    """Its orders, one lane each."""
    return fault.trace_lanes(view)


@register.filter
def search_bars(scene: FaultScene) -> tuple[fault.SearchBar, ...]:
    """The two searches."""
    return fault.search_bars(scene)
