//! From the codes on the worksheet to the answer, and to what would settle it.
#![expect(clippy::print_stdout, reason = "a program for a person at a terminal")]

use isncsci::{Mode, Output, Sides, WrittenExam, WrittenSide};

fn main() -> Result<(), String> {
    let motor: Vec<_> = "5 5 5 5 5 2 NT 1 0 0".split(' ').map(Some).collect();
    let skin = "2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 1 1 1 1 1 1 1 1 1 NT";
    let skin: Vec<_> = skin.split(' ').map(Some).collect();
    let side = WrittenSide {
        motor: &motor,
        light_touch: &skin,
        pin_prick: &skin,
        lowest_non_key_muscle: None,
    };
    let written =
        WrittenExam { vac: Some("No"), dap: Some("NT"), sides: Sides { right: side, left: side } };
    let exam = written.read().map_err(|refusal| refusal.to_string())?;
    let found = exam.classify(Mode::Standard);
    println!("level of injury  {}", found.neurological);
    println!("AIS              {}", found.grade);
    for warning in found.warnings(&exam, true) {
        println!("note             {}", warning.text());
    }
    if let Some(next) = exam.most_telling(Output::Grade, Mode::Standard) {
        println!("test next        {} ({} answers left at worst)", next.place, next.worst);
    }
    Ok(())
}
