//! One audience's levels in one diagram: every path ends in how urgent the person is. Comparing two
//! answers is then one walk along both, which makes nothing and stops at the first loss.

use std::collections::HashMap;

use crate::book::Level;
use crate::diagram::{Diagram, Diagrams, Numbers};

/// A place in the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Place of a level, most urgent first; one past the last where no rule holds.
    Level(u32),
    Node(u32),
}

impl Place {
    /// A number of its own.
    fn number(self) -> u64 {
        match self {
            Self::Level(level) => u64::from(level) << 1,
            Self::Node(node) => u64::from(node) << 1 | 1,
        }
    }
}

fn level(place: usize) -> Place {
    Place::Level(u32::try_from(place).unwrap_or(u32::MAX))
}

#[derive(Clone, Copy)]
struct Node {
    variable: u32,
    low: Place,
    high: Place,
}

/// The levels of one audience.
pub(crate) struct Ranking {
    nodes: Vec<Node>,
    root: Place,
}

impl Ranking {
    /// Joins cells that leave each other out, most urgent first.
    pub(crate) fn new(all: &Diagrams, levels: &[(Level, Diagram)]) -> Self {
        let cells: Vec<Diagram> = levels.iter().map(|(_, cell)| *cell).collect();
        let mut ranking = Self { nodes: Vec::new(), root: level(cells.len()) };
        ranking.root = ranking.join(all, cells, &mut HashMap::new());
        ranking
    }

    fn join(
        &mut self,
        all: &Diagrams,
        cells: Vec<Diagram>,
        known: &mut HashMap<Vec<Diagram>, Place>,
    ) -> Place {
        if let Some(place) = known.get(&cells) {
            return *place;
        }
        let split = |cell: &Diagram| all.split(*cell);
        let top = cells.iter().filter_map(split).map(|(variable, ..)| variable).min();
        let Some(variable) = top else {
            let sure = cells.iter().position(|cell| *cell == Diagram::TRUE);
            return level(sure.unwrap_or(cells.len()));
        };
        let part = |high: bool| {
            let part = |cell: &Diagram| match split(cell) {
                Some((at, low, up)) if at == variable => {
                    if high {
                        up
                    } else {
                        low
                    }
                }
                _ => *cell,
            };
            cells.iter().map(part).collect::<Vec<_>>()
        };
        let (low, high) = (part(false), part(true));
        let (low, high) = (self.join(all, low, known), self.join(all, high, known));
        let place = if low == high {
            low
        } else {
            let place = Place::Node(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
            self.nodes.push(Node { variable, low, high });
            place
        };
        known.insert(cells, place);
        place
    }

    /// Whether anybody is less urgent with the variables as in `after` than as in `before`.
    pub(crate) fn is_ever_calmer(&self, before: &[(u32, bool)], after: &[(u32, bool)]) -> bool {
        let last = before.iter().chain(after).map(|(variable, _)| *variable).max().unwrap_or(0);
        let walk = Walk { ranking: self, before, after, last };
        walk.loses(self.root, self.root, &mut Numbers::default())
    }

    fn node(&self, place: Place) -> Option<Node> {
        match place {
            Place::Node(node) => self.nodes.get(node as usize).copied(),
            Place::Level(_) => None,
        }
    }
}

struct Walk<'a> {
    ranking: &'a Ranking,
    before: &'a [(u32, bool)],
    after: &'a [(u32, bool)],
    last: u32,
}

impl Walk<'_> {
    fn loses(&self, old: Place, new: Place, seen: &mut Numbers) -> bool {
        if let (Place::Level(old), Place::Level(new)) = (old, new) {
            return new > old;
        }
        let (old_node, new_node) = (self.ranking.node(old), self.ranking.node(new));
        let at = |node: Option<Node>| node.map_or(u32::MAX, |node| node.variable);
        let variable = at(old_node).min(at(new_node));
        if old == new && variable > self.last || !seen.insert(old.number() << 32 | new.number()) {
            return false;
        }
        let step = |place: Place, node: Option<Node>, fixed: &[(u32, bool)], high: bool| {
            let Some(node) = node.filter(|node| node.variable == variable) else { return place };
            let fixed = fixed.iter().find(|(other, _)| *other == variable);
            if fixed.map_or(high, |(_, value)| *value) { node.high } else { node.low }
        };
        [false, true].into_iter().any(|high| {
            let old = step(old, old_node, self.before, high);
            let new = step(new, new_node, self.after, high);
            self.loses(old, new, seen)
        })
    }
}
