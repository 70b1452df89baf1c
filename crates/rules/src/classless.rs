//! Who is judged and paid by the house rules alone while an agreement applies to the production.

use model::people::Form;
use model::production::Production;
use model::verdict::Who;

use crate::contracts::Contracts;
use crate::force;

/// Somebody for whom no pack that applies has terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classless<'p> {
    /// Who: of the cast, or a position of a crew.
    pub who: Who,
    /// The name, or that of the position.
    pub name: &'p str,
    /// The class that no pack that applies knows; empty where there is none.
    pub class: &'p str,
}

/// Everybody whose class no pack that applies knows, or who has none: the cast, then the crew. Nobody while no pack that applies
/// pays anybody. Who is hired for the run of the picture is paid one sum under any terms.
pub fn classless(production: &Production) -> Vec<Classless<'_>> {
    if force::packs(production).all(|pack| pack.workday.is_empty()) {
        return Vec::new();
    }
    let contracts = Contracts::new(production);
    let cast = production.cast.iter().filter(|member| member.contract.form != Form::RunOfPicture);
    let cast = cast.filter(|member| contracts.of(member).is_none()).map(|member| Classless {
        who: Who::Person(member.id),
        name: &member.name,
        class: &member.contract.class,
    });
    let crew =
        production.crew.iter().filter(|member| contracts.house(member.unit).iter().any(|one| one.id == member.id));
    let crew = crew.map(|member| Classless { who: Who::Crew(member.id), name: &member.position, class: &member.class });
    cast.chain(crew).collect()
}
