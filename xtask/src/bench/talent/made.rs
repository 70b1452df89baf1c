//! Random talent-scheduling instances as text, from a seed: the distributions of the literature.

/// An instance. `gdlb`: each actor in 2 to all scenes, any (de la Banda, Stuckey and Chu 2011, as far as it is known); `sparse`: in
/// at most a third of them; `block`: around a scene of a hidden order (Qin, Zhang, Lim and Liang 2016).
pub(crate) fn instance(kind: &str, scenes: usize, actors: usize, seed: u64) -> String {
    let mut numbers = Numbers(seed * 1_000_003 + (scenes * 1009 + actors * 31) as u64 + u64::from(kind == "sparse"));
    let mut hidden: Vec<usize> = (0..scenes).collect();
    numbers.shuffle(&mut hidden);
    let mut cast = vec![vec![false; scenes]; actors];
    let mut costs = Vec::new();
    for own in &mut cast {
        let most = if kind == "sparse" { (scenes / 3).max(2) } else { scenes };
        let count = numbers.between(2, most);
        if kind == "block" {
            let centre = numbers.between(0, scenes - 1) as i64;
            // The scenes nearest to the centre, each seen from a place that chance moves a little.
            let mut near: Vec<(i64, usize)> = (0..scenes)
                .map(|place| ((place as i64 - centre).abs() + numbers.between(0, count / 2 + 2) as i64, place))
                .collect();
            near.sort_unstable();
            near.iter().take(count).for_each(|(_, place)| own[hidden[*place]] = true);
        } else {
            let mut any: Vec<usize> = (0..scenes).collect();
            numbers.shuffle(&mut any);
            any.iter().take(count).for_each(|scene| own[*scene] = true);
        }
        costs.push(numbers.between(1, 100));
    }
    let durations: Vec<String> = (0..scenes).map(|_| numbers.between(1, 5).to_string()).collect();
    // A scene that nobody is in gets somebody.
    for scene in 0..scenes {
        if !cast.iter().any(|own| own[scene]) {
            cast[numbers.between(0, actors - 1)][scene] = true;
        }
    }
    let row = |(own, cost): (&Vec<bool>, &usize)| {
        let flags: Vec<&str> = own.iter().map(|own| if *own { "1" } else { "0" }).collect();
        format!("{}  {cost}\n", flags.join(" "))
    };
    let rows: String = cast.iter().zip(&costs).map(row).collect();
    format!("{kind}-{scenes}-{actors}-{seed}\n{scenes}\n{actors}\n{rows}{}\n", durations.join(" "))
}

/// Numbers from a seed (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn between(&mut self, least: usize, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        least + ((mixed ^ mixed >> 31) % (most - least + 1) as u64) as usize
    }

    fn shuffle(&mut self, all: &mut [usize]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.between(0, at));
        }
    }
}
