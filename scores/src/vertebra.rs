//! The vertebrae C1 to S5, head to tail.

words! {
    /// One vertebra. Order is head to tail, so `a < b` means `a` lies above `b`.
    pub enum Vertebra {
        C1 "C1" "first cervical vertebra (atlas)";
        C2 "C2" "second cervical vertebra (axis)";
        C3 "C3" "third cervical vertebra";
        C4 "C4" "fourth cervical vertebra";
        C5 "C5" "fifth cervical vertebra";
        C6 "C6" "sixth cervical vertebra";
        C7 "C7" "seventh cervical vertebra";
        T1 "T1" "first thoracic vertebra";
        T2 "T2" "second thoracic vertebra";
        T3 "T3" "third thoracic vertebra";
        T4 "T4" "fourth thoracic vertebra";
        T5 "T5" "fifth thoracic vertebra";
        T6 "T6" "sixth thoracic vertebra";
        T7 "T7" "seventh thoracic vertebra";
        T8 "T8" "eighth thoracic vertebra";
        T9 "T9" "ninth thoracic vertebra";
        T10 "T10" "tenth thoracic vertebra";
        T11 "T11" "eleventh thoracic vertebra";
        T12 "T12" "twelfth thoracic vertebra";
        L1 "L1" "first lumbar vertebra";
        L2 "L2" "second lumbar vertebra";
        L3 "L3" "third lumbar vertebra";
        L4 "L4" "fourth lumbar vertebra";
        L5 "L5" "fifth lumbar vertebra";
        S1 "S1" "first sacral vertebra";
        S2 "S2" "second sacral vertebra";
        S3 "S3" "third sacral vertebra";
        S4 "S4" "fourth sacral vertebra";
        S5 "S5" "fifth sacral vertebra";
    }
}

impl Vertebra {
    /// The cord ends at about the disc between L1 and L2; below it lie only nerve roots.
    pub const fn is_below_conus(self) -> bool {
        self as u8 >= Self::L2 as u8
    }
}
